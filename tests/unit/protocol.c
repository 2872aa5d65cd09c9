/* The rules of protocols beside COCO's: matching with the best label, all-point and 11-point AP, who takes part, and hierarchies. */
#include "data.h"
#include "evaluation/class_scores.h"
#include "evaluation/protocol/hierarchy.h"
#include "evaluation/protocol/standings.h"
#include "evaluation/summary.h"

static bool close_to(double value, double expected) {
  return fabs(value - expected) < 1e-12;
}

static Id name(const char *text) {
  return id_text(text, (uint32_t)strlen(text));
}

static MatchRules rules_of(Protocol protocol) {
  return (MatchRules){.threshold_count = 1,
                      .area_count = 1,
                      .thresholds = {0.5},
                      .areas = {coco_areas[0]},
                      .max_detections = SIZE_MAX,
                      .score_threshold = (double)-INFINITY,
                      .protocol = protocol};
}

static ClassScore score_of(const Dataset *data, const MatchRules *rules) {
  const uint32_t class = 0;
  Error error = {0};
  Matches matches;
  ClassScorer scorer;
  ClassScore score = {0};
  matches_make(&matches, data, rules, true, &data_workers, &error);
  class_scorer_make(&scorer, &matches, &data_workers, &error);
  class_scores(&scorer, 0, &class, 1, &score, &error);
  CHECK(ok(&error));
  class_scorer_release(&scorer);
  matches_release(&matches);
  return score;
}

static void check_names(void) {
  Protocol protocol = PROTOCOL_COCO;
  CHECK(protocol_of_name("open_images", &protocol) && protocol == PROTOCOL_OPEN_IMAGES);
  CHECK(!protocol_of_name("VOC", &protocol) && strcmp(protocol_name(PROTOCOL_VOC07), "voc07") == 0);
  CHECK(protocol_reach(PROTOCOL_VOC, 0.5) > 0.5 && protocol_reach(PROTOCOL_OPEN_IMAGES, 1) == 1);
  CHECK(protocol_reach(PROTOCOL_COCO, 1) == 1 - 1e-10 && protocol_reach(PROTOCOL_LVIS, 0.5) == 0.5);
}

/* Two labels that nearly coincide: the second prediction fits the taken one better, so VOC has an FP where COCO has a TP. */
static void check_best_label(void) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  data_label(&data, 1, "a", "cat", (Box){0, 0, 9, 9});
  data_label(&data, 2, "a", "cat", (Box){2, 0, 9, 9});
  data_prediction(&data, 1, "a", "cat", 0.9, (Box){0, 0, 9, 9});
  data_prediction(&data, 2, "a", "cat", 0.8, (Box){0.5, 0, 9, 9});
  data_finish(&data);
  MatchRules voc = rules_of(PROTOCOL_VOC), voc07 = rules_of(PROTOCOL_VOC07), coco = rules_of(PROTOCOL_COCO);
  ClassScore score = score_of(&data, &voc);
  CHECK(score.tp == 1 && score.fp == 1 && close_to(score.ap, 0.5));
  CHECK(close_to(score_of(&data, &voc07).ap, 6.0 / 11));
  CHECK(score_of(&data, &coco).tp == 2);
  dataset_release(&data);
}

/* A group of two: its best prediction is a TP of weight 1, and nothing of weight 0. */
static void check_groups(void) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  Error error = {0};
  ObjectRow group = data_row(1, "a", "cat", (Box){0, 0, 100, 100});
  group.crowd = true;
  dataset_add_label(&data, &group, NULL, &error);
  data_label(&data, 2, "a", "cat", (Box){200, 0, 10, 10});
  data_prediction(&data, 1, "a", "cat", 0.9, (Box){0, 0, 10, 10});
  data_prediction(&data, 2, "a", "cat", 0.8, (Box){50, 0, 10, 10});
  data_prediction(&data, 3, "a", "cat", 0.7, (Box){200, 0, 10, 10});
  data_finish(&data);
  MatchRules rules = rules_of(PROTOCOL_OPEN_IMAGES);
  ClassScore score = score_of(&data, &rules);
  CHECK(score.label_count == 1 && score.tp == 1 && score.fp == 0 && score.ap == 1);
  rules.groups_count = true;
  score = score_of(&data, &rules);
  CHECK(score.label_count == 2 && score.tp == 2 && score.fp == 0 && score.ap == 1);
  dataset_release(&data);
}

static void check_standings(void) {
  Dataset data = {.labels.table = "labels", .predictions.table = "predictions"};
  VerifiedClasses verified = {0};
  Error error = {0};
  uint8_t standings[4];
  data_label(&data, 1, "a", "ant", (Box){0, 0, 9, 9});
  data_prediction(&data, 1, "a", "ant", 0.5, (Box){0, 0, 9, 9});
  data_prediction(&data, 2, "a", "bee", 0.5, (Box){0, 0, 9, 9});
  data_prediction(&data, 3, "a", "cow", 0.9, (Box){0, 0, 9, 9});
  data_prediction(&data, 4, "a", "ant", 0.5, (Box){0, 0, 9, 9});
  data_finish(&data);
  verified_classes_add(&verified, 2, 0, false, &error);
  verified_classes_add(&verified, 0, 0, true, &error);
  verified_classes_add(&verified, 1, 0, true, &error); /* which does not verify it */
  standings_make(standings, &data, &verified, SIZE_MAX, NULL, &error);
  CHECK(ok(&error) && standings[0] == STANDING_LENIENT && standings[1] == STANDING_LENIENT);
  CHECK(standings[2] == STANDING_UNVERIFIED && standings[3] == STANDING_COUNTS);
  standings_make(standings, &data, NULL, 2, NULL, &error);
  CHECK(ok(&error) && standings[0] == STANDING_COUNTS && standings[3] == STANDING_COUNTS);
  CHECK(standings[1] == STANDING_BEYOND_LIMIT && standings[2] == STANDING_BEYOND_LIMIT);
  verified_classes_release(&verified);
  dataset_release(&data);
}

static void check_hierarchy(void) {
  Hierarchy hierarchy = {0};
  Error error = {0};
  Id dog = name("dog"), mammal = name("mammal"), pet = name("pet"), animal = name("animal"),
     none = {.kind = ID_NULL};
  hierarchy_add(&hierarchy, &dog, &mammal, &error);
  hierarchy_add(&hierarchy, &dog, &pet, &error);
  hierarchy_add(&hierarchy, &mammal, &animal, &error);
  hierarchy_add(&hierarchy, &pet, &animal, &error);
  hierarchy_add(&hierarchy, &animal, &none, &error);
  hierarchy_close(&hierarchy, "tree", &error);
  uint32_t of_dog = names_find(&hierarchy.classes, &dog), of_animal = names_find(&hierarchy.classes, &animal);
  const uint32_t *above = hierarchy.ancestors.starts, *below = hierarchy.descendants.starts;
  CHECK(ok(&error) && hierarchy.is_listed[of_animal]);
  CHECK(above[of_dog + 1] - above[of_dog] == 3 && above[of_animal + 1] == above[of_animal]);
  CHECK(below[of_animal + 1] - below[of_animal] == 3 && below[of_dog + 1] == below[of_dog]);
  hierarchy_release(&hierarchy);
  hierarchy_add(&hierarchy, &dog, &pet, &error);
  hierarchy_add(&hierarchy, &pet, &mammal, &error);
  hierarchy_add(&hierarchy, &mammal, &pet, &error);
  hierarchy_close(&hierarchy, "tree", &error);
  CHECK(strcmp(error.text, "tree: the class 'pet' is its own ancestor, by way of 'mammal'") == 0);
  hierarchy_release(&hierarchy);
}

int main(void) {
  unit_begin();
  check_names();
  check_best_label();
  check_groups();
  check_standings();
  check_hierarchy();
  return unit_end("protocol");
}
