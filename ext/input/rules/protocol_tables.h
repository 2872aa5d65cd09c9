/*
** The tables of rules that protocols read beside the labels and predictions (numbers.md, section 9):
**
**     hierarchy         class, parent                           Open Images
**     verified_classes  image_id, class[, present, exhaustive]  Open Images, LVIS
**     categories        id, name[, frequency]                   LVIS
**     images            id, neg_category_ids, not_exhaustive_category_ids: LVIS, without verified_classes
*/
#ifndef BOXSCORE_INPUT_RULES_PROTOCOL_TABLES_H
#define BOXSCORE_INPUT_RULES_PROTOCOL_TABLES_H

#include "evaluation/protocol/hierarchy.h"
#include "evaluation/protocol/protocol.h"
#include "evaluation/protocol/standings.h"
#include "host/connection.h"

enum { RULES_HIERARCHY, RULES_VERIFIED, RULES_CATEGORIES, RULES_TABLES };

/* What is asked for. The names are the caller's. */
typedef struct ProtocolTables {
  Protocol protocol;
  const char *names[RULES_TABLES]; /* NULL: not read */
} ProtocolTables;

/* What the tables say. Start with {0}. */
typedef struct ProtocolFacts {
  Hierarchy hierarchy;
  VerifiedClasses verified;
  bool knows_verified;  /* else every class is verified on every image */
  uint8_t *frequencies; /* of each class, as MatchRules has them; NULL: no table says */
} ProtocolFacts;

/* Where the tables' rows go. */
typedef struct ProtocolReading {
  Connection *connection;
  const ProtocolTables *tables;
  const char *images; /* the name of the table of images */
  Dataset *data;
  ProtocolFacts *facts;
  Poll *poll;
} ProtocolReading;

/* Before the data set is finished: labels and predictions stand for the ancestors of their class too. */
void protocol_tables_expand(const ProtocolReading *reading, Error *error);
/* After it is finished. */
void protocol_tables_read(const ProtocolReading *reading, Error *error);
void protocol_facts_release(ProtocolFacts *facts);
size_t protocol_facts_footprint(const ProtocolFacts *facts); /* how many bytes they hold, about */

/* Parts of the above, each in a file of its own. */
void hierarchy_table_read(const ProtocolReading *reading, Error *error);
void verified_table_read(const ProtocolReading *reading, Error *error);
void lvis_tables_read(const ProtocolReading *reading, Error *error);

#endif
