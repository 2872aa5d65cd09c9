/*
** Repairs of labels that outcomes suggest, and how suspicious what they repair is (numbers.md, section 9b).
*/
#ifndef BOXSCORE_EVALUATION_REPAIRS_CANDIDATES_H
#define BOXSCORE_EVALUATION_REPAIRS_CANDIDATES_H

#include "evaluation/outcomes.h"

typedef enum RepairKind { REPAIR_DELETE, REPAIR_ADD, REPAIR_CHANGE, REPAIR_MOVE } RepairKind;

/* "delete_label", "add_label", "change_class", "move_label" */
const char *repair_kind_name(RepairKind kind);

#define REPAIR_NONE UINT32_MAX

typedef struct Repair {
  RepairKind kind;
  uint32_t label;      /* REPAIR_NONE: it is added */
  uint32_t prediction; /* that it follows; REPAIR_NONE: it is deleted */
  uint32_t class;      /* of the label as it is, or as it is added */
  uint32_t new_class;  /* REPAIR_NONE: it keeps its class */
  /* Regions ignore the new label, or leave it out. */
  bool is_ignored, is_outside;
  double suspicion;
  double map_gain, ap_gain, new_class_ap_gain; /* NaN: there is no figure before, or none after */
} Repair;

/* Start with {0}. */
typedef struct RepairList {
  Repair *items;
  size_t count, capacity;
} RepairList;

/* Appends those of a model, whose outcomes are of one cell, with at least this suspicion. */
void candidates_find(RepairList *list, const Dataset *data, const MatchRules *rules, size_t model,
                     const Outcome *outcomes, size_t count, double least, const Workers *workers,
                     Error *error);

/* The id of a label that is added: behind those of the data set, where these are integers. Its text lives in
** the arena. */
Id repair_new_id(const Dataset *data, uint32_t prediction, Arena *arena, Error *error);

#endif
