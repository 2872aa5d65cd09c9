#include "input/health/health_reader.h"

#include <math.h>
#include <string.h>

#include "base/pipeline.h"
#include "input/advice/advice.h"
#include "input/advice/disagreement.h"
#include "input/input.h"
#include "input/object_reader.h"

/* What the reading holds until it ends. */
typedef struct HealthReading {
  HealthInput *input;
  Call *call;
  Reader *readers[2];
} HealthReading;

static const char *const parameters[HEALTH_TABLES] = {
    [HEALTH_LABELS] = "labels",
    [HEALTH_PREDICTIONS] = "predictions",
    [HEALTH_IMAGES] = "images",
    [HEALTH_METRICS] = "quality_metrics",
};

/* Finds what can be repaired in a table that is there; false where it is not, which is an error if somebody
** named it. */
static bool find_table(HealthReading *reading, IssueTable table, const char *id) {
  sqlite3 *db = reading->call->connection->db;
  Error *error = reading->call->error;
  const char *name = call_text(reading->call, parameters[table], parameters[table]);
  TableColumns columns;
  if (!ok(error)) return false;
  name = arena_copy(&reading->call->run->arena, name, strlen(name), error);
  if (!name) return false;
  reading->input->names[table] = name;
  if (!call_parameter(reading->call, parameters[table]) && !columns_table_exists(db, name, error))
    return false;
  columns_find(&columns, db, name, error);
  repair_table_find(&reading->input->tables[table], &columns, id, error);
  columns_release(&columns);
  return ok(error);
}

/* A table that lacks what every row needs is one issue. False if this one does. */
static bool is_readable(HealthReading *reading, IssueTable table, const Error *inner) {
  Health *health = &reading->input->health;
  Error *error = reading->call->error;
  Issue issue = {.kind = ISSUE_MISSING_COLUMN, .table = table};
  if (ok(inner) || !ok(error)) return ok(error);
  if (inner->kind != ERROR_INPUT || inner->host_code) {
    *error = *inner;
    return false;
  }
  issue.text = arena_copy(&health->issues.texts, inner->text, strlen(inner->text), error);
  issues_add(&health->issues, &issue, error);
  return false;
}

/* ---- labels and predictions ---- */

/* One table while it is read: one thread reads rows, another one stores them. */
typedef struct ObjectReading {
  Health *health;
  IssueTable table;
  const char *name;
  Pipeline *pipeline;
  Issues rejected[2]; /* by the reader, and by what stores the rows */
  Error inner;        /* of the row that is stored */
} ObjectReading;

static Id copy_id(const Id *id, Arena *texts, Error *error) {
  Id copy = *id;
  if (id->kind == ID_TEXT) copy.text = arena_copy(texts, id->text, id->length, error);
  return copy;
}

static void reject(Issues *issues, IssueTable table, const ObjectRow *row, const char *what, Error *error) {
  Issue issue = {.kind = ISSUE_UNREADABLE,
                 .table = table,
                 .id = copy_id(&row->id, &issues->texts, error),
                 .image = copy_id(&row->image, &issues->texts, error),
                 .class = copy_id(&row->class, &issues->texts, error),
                 .text = arena_copy(&issues->texts, what, strlen(what), error)};
  issues_add(issues, &issue, error);
}

static void reject_row(void *context, const ObjectRow *row, const char *what, Error *error) {
  ObjectReading *reading = context;
  reject(&reading->rejected[0], reading->table, row, what, error);
}

static void store_row(void *context, const void *item, Poll *poll, Error *error) {
  ObjectReading *reading = context;
  const ObjectRow *row = item;
  Error *inner = &reading->inner;
  if (reading->table == HEALTH_LABELS)
    dataset_add_label(&reading->health->data, row, poll, inner);
  else
    dataset_add_prediction(&reading->health->data, row, poll, inner);
  if (ok(inner))
    health_note_box(reading->health, reading->table, row->has_box && !row->geometry, error);
  else if (inner->kind == ERROR_INPUT)
    reject(&reading->rejected[1], reading->table, row,
           reader_without_name(reading->name, &row->id, inner->text), error);
  else
    *error = *inner;
  inner->kind = ERROR_NONE;
}

static void hand_row(void *context, const ObjectRow *row, Error *error) {
  ObjectReading *reading = context;
  reader_hand_row(reading->pipeline, row, error);
}

static void read_objects(HealthReading *reading, IssueTable table) {
  Call *call = reading->call;
  Error *error = call->error;
  Health *health = &reading->input->health;
  ObjectReading objects = {.health = health, .table = table, .name = reading->input->names[table]};
  if (!health->has[table] || !ok(error)) return;
  objects.pipeline =
      pipeline_open(sizeof(ObjectRow), store_row, &objects, call->threads != 1, &call->watch.poll, error);
  reader_run_leniently(reading->readers[table], hand_row, reject_row, &objects, error);
  pipeline_close(objects.pipeline, error);
  issues_append(&health->issues, &objects.rejected[0], error);
  issues_append(&health->issues, &objects.rejected[1], error);
}

static void open_reader(HealthReading *reading, IssueTable table, GeometryWish wish) {
  Error inner = {0};
  Health *health = &reading->input->health;
  ObjectKind kind = table == HEALTH_LABELS ? LABELS : PREDICTIONS;
  reader_close(reading->readers[table]);
  reading->readers[table] = NULL;
  if (!health->has[table] || !ok(reading->call->error)) return;
  reading->readers[table] = reader_open(reading->call->connection, reading->input->names[table], kind,
                                        PROTOCOL_COCO, NULL, wish, &inner);
  health->has[table] = is_readable(reading, table, &inner);
}

/* What the objects are compared by, as an evaluation decides it. */
static IouType choose_type(HealthReading *reading) {
  Call *call = reading->call;
  const char *name = call_text(call, "iou_type", NULL);
  IouType type = IOU_BBOX;
  if (name && !iou_type_of_name(name, &type))
    error_input(call->error, "iou_type is not " IOU_TYPE_DOMAIN ": '%s'", excerpt(name, strlen(name)).text);
  if (name) return type;
  for (int table = HEALTH_LABELS; table <= HEALTH_PREDICTIONS; table++)
    open_reader(reading, (IssueTable)table, WISH_UNDECIDED);
  FirstGeometry first[2] = {FIRST_NONE, FIRST_NONE};
  for (int table = HEALTH_LABELS; table <= HEALTH_PREDICTIONS; table++)
    if (reading->readers[table] && reading->input->health.has[table])
      first[table] = reader_first(reading->readers[table], call->error);
  return iou_type_of_first(first[0], first[1]);
}

static void check_agreement(HealthReading *reading) {
  static const IssueKind kinds[DISAGREEMENTS] = {[OF_IMAGES] = ISSUE_IMAGES_DIFFER,
                                                 [OF_CLASSES] = ISSUE_CLASSES_DIFFER,
                                                 [OF_SCALES] = ISSUE_SCALES_DIFFER};
  Health *health = &reading->input->health;
  Error *error = reading->call->error;
  if (!health->has[HEALTH_LABELS] || !health->has[HEALTH_PREDICTIONS]) return;
  for (int what = 0; what < DISAGREEMENTS && ok(error); what++) {
    Error inner = {0};
    disagreement_check_one((Disagreement)what, reading->call->connection->db, &health->data,
                           reader_table(reading->readers[HEALTH_LABELS]),
                           reader_table(reading->readers[HEALTH_PREDICTIONS]),
                           reading->input->names[HEALTH_IMAGES], false, &inner);
    if (ok(&inner)) continue;
    if (inner.kind != ERROR_INPUT || inner.host_code) {
      *error = inner;
      return;
    }
    health->scales_differ = health->scales_differ || what == OF_SCALES;
    health->images_differ = health->images_differ || what == OF_IMAGES;
    Issue issue = {.kind = kinds[what], .table = HEALTH_PREDICTIONS};
    issue.text = arena_copy(&health->issues.texts, inner.text, strlen(inner.text), error);
    issues_add(&health->issues, &issue, error);
  }
}

static void read_both(HealthReading *reading) {
  Health *health = &reading->input->health;
  Error *error = reading->call->error;
  health->has[HEALTH_LABELS] = find_table(reading, HEALTH_LABELS, "id");
  health->has[HEALTH_PREDICTIONS] = find_table(reading, HEALTH_PREDICTIONS, "id");
  if (ok(error) && !health->has[HEALTH_LABELS] && !health->has[HEALTH_PREDICTIONS])
    error_input(error, "no such tables or views: %s and %s", reading->input->names[HEALTH_LABELS],
                reading->input->names[HEALTH_PREDICTIONS]);
  IouType type = choose_type(reading);
  health->data.has_keypoints = type == IOU_KEYPOINTS;
  health->data.has_shapes = type != IOU_BBOX && type != IOU_KEYPOINTS;
  health->data.labels.table = reading->input->names[HEALTH_LABELS];
  health->data.predictions.table = reading->input->names[HEALTH_PREDICTIONS];
  GeometryWish wish = type == IOU_BBOX ? WISH_BOXES_OR_MORE : geometry_wish_for(type);
  for (int table = HEALTH_LABELS; table <= HEALTH_PREDICTIONS; table++) {
    open_reader(reading, (IssueTable)table, wish);
    read_objects(reading, (IssueTable)table);
  }
}

/* ---- images ---- */

enum { ID, WIDTH, HEIGHT, FILE_NAME, IMAGE_FIELDS };

static const Field image_fields[IMAGE_FIELDS] = {
    [ID] = {"id", FIELD_ID, OPTIONAL, ELSE_ROWID,
            .synonyms = "imageid image imgid filename imagename file name"},
    [WIDTH] = {"width", FIELD_ANY, OPTIONAL},
    [HEIGHT] = {"height", FIELD_ANY, OPTIONAL},
    [FILE_NAME] = {"file", FIELD_ANY, OPTIONAL}};

static const TableLayout image_layout = {image_fields, IMAGE_FIELDS, NULL};

/* A small table whose rows are taken one by one. */
typedef struct SmallReading {
  TableReader table;
  HealthReading *reading;
} SmallReading;

/* Notes a row without an id, say; false where the reading has to end. */
static bool note_rejected(SmallReading *small, IssueTable table, Error *inner, Error *error) {
  Issues *issues = &small->reading->input->health.issues;
  if (inner->kind == ERROR_INPUT && !inner->host_code) {
    Issue issue = {.kind = ISSUE_UNREADABLE, .table = table};
    issue.text = arena_copy(&issues->texts, inner->text, strlen(inner->text), error);
    issues_add(issues, &issue, error);
  } else {
    *error = *inner;
  }
  return ok(error);
}

/* NaN where a size is no number above 0, of which `what` tells. */
static double read_size(const TableReader *table, int field, char *what, int room) {
  enum { LARGEST = INT32_MAX };
  double size = (double)NAN;
  sqlite3_value *value = table_reader_value(table, field);
  if (!table_reader_reads(table, field)) return size;
  if (value_real(value, &size) && size > 0 && size <= LARGEST) return size;
  if (!what[0])
    sqlite3_snprintf(room, what, "%s is not a number above 0: %s", image_fields[field].name,
                     value_excerpt(value).text);
  return (double)NAN;
}

static void take_image(void *context, Error *error) {
  SmallReading *small = context;
  const TableReader *table = &small->table;
  Error inner = {0};
  char what[160] = "";
  ImageFacts image = {.id = table_reader_id(table, ID, &inner)};
  if (!ok(&inner)) {
    note_rejected(small, HEALTH_IMAGES, &inner, error);
    return;
  }
  image.width = read_size(table, WIDTH, what, sizeof what);
  image.height = read_size(table, HEIGHT, what, sizeof what);
  image.what = what[0] ? what : NULL;
  if (sqlite3_value_type(table_reader_value(table, FILE_NAME)) == SQLITE_TEXT)
    image.file = table_reader_bytes(table, FILE_NAME, &image.file_length, error);
  health_add_image(&small->reading->input->health, &image, error);
}

/* ---- metrics ---- */

enum { LEVEL, ITEM_ID, METRIC_FIELDS };

static const Field metric_fields[METRIC_FIELDS] = {
    [LEVEL] = {"level", FIELD_TEXT, REQUIRED, .synonyms = "kind"},
    [ITEM_ID] = {"item_id", FIELD_ID, REQUIRED, .synonyms = "item id"}};

static const TableLayout metric_layout = {metric_fields, METRIC_FIELDS, NULL};

static void take_metric(void *context, Error *error) {
  SmallReading *small = context;
  const TableReader *table = &small->table;
  sqlite3_value *value = table_reader_value(table, LEVEL);
  const char *level =
      sqlite3_value_type(value) == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;
  Id item = {.kind = ID_NULL};
  int number = 0;
  while (number < HEALTH_LEVELS && level && strcmp(level, health_level_name(number)) != 0) number++;
  if (!level || number == HEALTH_LEVELS || !value_id(table_reader_value(table, ITEM_ID), &item) ||
      item.kind == ID_NULL) {
    Error inner = {0};
    error_input(&inner, "%s row number %zu: level is %s, item_id is %s", table->columns.table,
                table->row_number, value_excerpt(value).text,
                value_excerpt(table_reader_value(table, ITEM_ID)).text);
    note_rejected(small, HEALTH_METRICS, &inner, error);
    return;
  }
  health_add_metric(&small->reading->input->health, number, &item, error);
}

/* The metrics that nobody named are those of the tables that nobody named. */
static void choose_levels(HealthReading *reading) {
  static const IssueTable items[HEALTH_LEVELS] = {HEALTH_IMAGES, HEALTH_LABELS, HEALTH_PREDICTIONS};
  Health *health = &reading->input->health;
  bool named = call_parameter(reading->call, parameters[HEALTH_METRICS]) != NULL;
  for (int level = 0; level < HEALTH_LEVELS; level++)
    health->has_items[level] =
        health->has[items[level]] && (named || !call_parameter(reading->call, parameters[items[level]]));
}

static void read_small(HealthReading *reading, IssueTable table, const TableLayout *layout,
                       void (*take)(void *context, Error *error)) {
  Health *health = &reading->input->health;
  Error *error = reading->call->error, inner = {0};
  SmallReading small = {.reading = reading};
  if (!ok(error) || !health->has[table]) return;
  table_reader_open(&small.table, reading->call->connection, reading->input->names[table], layout, &inner);
  table_reader_prepare(&small.table, &inner);
  health->has[table] = is_readable(reading, table, &inner);
  if (health->has[table]) table_reader_run(&small.table, take, &small, error);
  table_reader_close(&small.table);
}

/* ---- all of it ---- */

void health_input_read(HealthInput *input, Call *call) {
  HealthReading reading = {.input = input, .call = call};
  Health *health = &input->health;
  Poll *poll = &call->watch.poll;
  call->connection->reads++;
  health->has[HEALTH_IMAGES] = find_table(&reading, HEALTH_IMAGES, "id");
  health->has[HEALTH_METRICS] = find_table(&reading, HEALTH_METRICS, "item_id");
  read_both(&reading);
  read_small(&reading, HEALTH_IMAGES, &image_layout, take_image);
  if (ok(call->error)) check_agreement(&reading);
  if (ok(call->error)) health_check(health, poll, call->error);
  choose_levels(&reading);
  read_small(&reading, HEALTH_METRICS, &metric_layout, take_metric);
  if (ok(call->error)) health_check_metrics(health, call->error);
  if (ok(call->error)) issues_sort(&health->issues, call->error);
  for (int table = HEALTH_LABELS; table <= HEALTH_PREDICTIONS; table++) reader_close(reading.readers[table]);
}

void health_input_release(HealthInput *input) {
  health_release(&input->health);
}
