/*
** The parameters that say by whose protocol a function evaluates.
*/
#ifndef BOXSCORE_INPUT_RULES_PROTOCOL_PARAMETERS_H
#define BOXSCORE_INPUT_RULES_PROTOCOL_PARAMETERS_H

#include "host/call.h"
#include "input/rules/protocol_tables.h"

/* clang-format off */
#define VERIFIED_PARAMETER                                                                                   \
  {"verified_classes", NULL, false, TABLE_DOMAIN,                                                            \
   "'lvis', 'open_images': image_id, class and whether it is present, of the classes somebody looked for"}

#define PROTOCOL_PARAMETERS                                                                                  \
  {"protocol", "coco", false, "'coco', 'voc', 'voc07', 'open_images' or 'lvis'",                             \
   "whose rules of matching and AP are used"},                                                               \
  {"hierarchy", NULL, false, TABLE_DOMAIN, "'open_images': class and parent"},                               \
  VERIFIED_PARAMETER,                                                                                        \
  {"categories", NULL, false, TABLE_DOMAIN,                                                                  \
   "'lvis': id, name and frequency of the categories; not set: the table categories"},                       \
  {"group_weight", NULL, false, "0 or 1",                                                                    \
   "'open_images': 1, the default: a group counts as one label; 0: it is ignored"}
/* clang-format on */

typedef struct ProtocolChoice {
  Protocol protocol;
  bool groups_count;
  ProtocolTables tables;
} ProtocolChoice;

/* What a call sets. A parameter of another protocol than the one that is set is an error. */
void protocol_choice_read(ProtocolChoice *choice, const Call *call);
/* The same for a function that has one protocol. */
void protocol_choice_make(ProtocolChoice *choice, const Call *call, Protocol protocol);

/* max_detections where it is not set: 100 a class and image for COCO, 300 an image for LVIS, else infinity.
** */
double protocol_default_limit(Protocol protocol);

/* For functions that have COCO's rules only: rejects any other protocol, naming the function to use. */
#define COCO_ONLY_PARAMETER                                                                                  \
  { "protocol", "coco", false, "'coco'", "other protocols have functions of their own" }
void protocol_must_be_coco(const Call *call);

#endif
