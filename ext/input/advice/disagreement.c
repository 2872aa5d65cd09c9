#include "input/advice/disagreement.h"

#include <string.h>

#include "base/number.h"
#include "dataset/agreement.h"
#include "host/function.h"
#include "input/advice/advice.h"
#include "input/advice/writings.h"

static const Field *find_field(const TableReader *table, const char *name) {
  const TableLayout *layout = table->layout;
  for (int f = 0; f < layout->field_count; f++)
    if (layout->fields[f].need != UNUSED && strcmp(layout->fields[f].name, name) == 0)
      return &layout->fields[f];
  return NULL;
}

/* ---- images and classes ---- */

typedef struct NameColumn {
  const char *name, *what;
  FormsOf of;
  const Names *names;
  const uint32_t *numbers[2]; /* of the rows of labels and predictions */
} NameColumn;

typedef struct Check {
  sqlite3 *db;
  const Dataset *data;
  const TableReader *tables[2];
  const char *images;
  bool of_shard;
} Check;

static void add_names(const NameColumn *column, int side, const Objects *objects, Names *out, Error *error) {
  uint8_t *seen = memory_allocate_zeroed(column->names->count, sizeof *seen, error);
  for (size_t row = 0; row < objects->count && ok(error); row++) {
    uint32_t number = column->numbers[side][row];
    if (!seen[number]) names_add(out, &column->names->items[number], error);
    seen[number] = 1;
  }
  memory_release(seen);
}

static const Objects *side_objects(const Check *check, int side) {
  return side ? &check->data->predictions : &check->data->labels;
}

/* The images table lists images of both sides: it is so, and nothing is wrong. */
static bool are_listed(const Check *check, const Names names[2], Error *error) {
  FileNames files;
  file_names_read(&files, check->db, check->images, error);
  bool listed[2] = {false, false};
  for (int side = 0; side < 2; side++)
    for (size_t i = 0; i < files.ids.count && !listed[side]; i++) {
      Id id = id_column_get(&files.ids, i);
      listed[side] = names_find(&names[side], &id) != NAMES_NONE;
    }
  file_names_release(&files);
  return listed[0] && listed[1];
}

/* "labels.image_id is 'val/a.jpg' and predictions.image_id is 'a.jpg'" */
static void describe(sqlite3_str *text, const Check *check, const NameColumn *column, const Names names[2]) {
  const char *tables[2] = {check->data->labels.table, check->data->predictions.table};
  IdKind kinds[2] = {names_kind(&names[0]), names_kind(&names[1])};
  Excerpt shown[2] = {id_excerpt(&names[0].items[0]), id_excerpt(&names[1].items[0])};
  int first = kinds[1] == ID_TEXT && kinds[0] == ID_INTEGER; /* the text side comes first */
  if (kinds[0] != kinds[1] && kinds[0] != ID_NULL && kinds[1] != ID_NULL)
    sqlite3_str_appendf(
        text, "%s.%s is TEXT (%s) and %s.%s is INTEGER (%s), so no row of one meets a row of the other",
        tables[first], column->name, shown[first].text, tables[!first], column->name, shown[!first].text);
  else
    sqlite3_str_appendf(text, "%s and %s have no %s in common: %s.%s is %s, %s.%s is %s", tables[0],
                        tables[1], column->what, tables[0], column->name, shown[0].text, tables[1],
                        column->name, shown[1].text);
}

/* The error with the views that bring the sides together. */
static void refuse(sqlite3_str *text, const char *views, Error *error) {
  if (views) sqlite3_str_appendall(text, views);
  char *message = advice_finish(text, error);
  if (ok(error)) error_input(error, "%s", message ? message : "");
  sqlite3_free(message);
}

static size_t common_names(const Names names[2]) {
  size_t common = 0;
  for (size_t i = 0; i < names[0].count; i++)
    common += names_find(&names[1], &names[0].items[i]) != NAMES_NONE;
  return common;
}

/* Of very many names the first ones tell enough, so that the error comes soon. */
static char *find_views(const Check *check, const NameColumn *column, const Names names[2], Error *error) {
  enum { NAMES_TRIED = 10000 };
  Names first[2] = {{0}, {0}};
  WritingSearch search = {.db = check->db, .images = check->images, .of = column->of};
  for (int side = 0; side < 2; side++) {
    for (size_t i = 0; i < names[side].count && i < NAMES_TRIED; i++)
      names_add(&first[side], &names[side].items[i], error);
    search.sides[side].table = check->tables[side];
    search.sides[side].field = find_field(check->tables[side], column->name);
    search.sides[side].names = &first[side];
  }
  search.common = ok(error) ? common_names(first) : 0;
  char *views = ok(error) ? writings_views(&search, error) : NULL;
  names_release(&first[0]);
  names_release(&first[1]);
  return views;
}

static bool are_numbers(const Names *names) {
  for (size_t i = 0; i < names->count; i++) {
    const Id *name = &names->items[i];
    for (uint32_t c = 0; name->kind == ID_TEXT && c < name->length; c++)
      if (name->text[c] < '0' || name->text[c] > '9') return false;
  }
  return true;
}

/* Of few rows that are a part of their table, one model or what lies in the regions, nothing can be said. */
static bool is_small_part(const Check *check) {
  enum { ROWS_TO_JUDGE_BY = 10 };
  bool small = false, part = false;
  for (int side = 0; side < 2; side++) {
    small = small || side_objects(check, side)->count < ROWS_TO_JUDGE_BY;
    part = part || side_objects(check, side)->left_out || check->tables[side]->filter_count;
  }
  return small && part;
}

/* Without a view that brings them together, it may be true that nothing is in common: a model that saw other
** classes, unless one side has numbers for names; or few rows of larger tables. Names of files that never
** meet are an error in any number. */
static bool may_be_true(const Check *check, const NameColumn *column, const Names names[2]) {
  IdKind kind = names_kind(&names[0]);
  if (kind != names_kind(&names[1])) return false;
  if (check->of_shard) return true;
  if (column->of == FORMS_OF_CLASSES) return are_numbers(&names[0]) == are_numbers(&names[1]);
  return kind == ID_INTEGER && is_small_part(check);
}

static void refuse_apart(const Check *check, const NameColumn *column, const Names names[2], Error *error) {
  if (column->of == FORMS_OF_IMAGES && are_listed(check, names, error)) return;
  char *views = find_views(check, column, names, error);
  bool files = column->of == FORMS_OF_IMAGES && names_kind(&names[0]) != names_kind(&names[1]);
  if (!views && may_be_true(check, column, names)) return;
  sqlite3_str *text = sqlite3_str_new(NULL);
  describe(text, check, column, names);
  if (!views && files)
    sqlite3_str_appendf(
        text,
        "; where image_id names files, a table images with id and file, as coco_images gives it, lets this "
        "error show the view that joins them");
  else if (!views && column->of == FORMS_OF_IMAGES)
    sqlite3_str_appendall(text, "; if that is right, list images of both in the table images");
  refuse(text, views, error);
  sqlite3_free(views);
}

/* Two spellings of one image or class: some rows meet, those do not. */
static void refuse_spelled(const Check *check, const NameColumn *column, const Names names[2],
                           const uint32_t pair[2], const char *advice, Error *error) {
  const char *tables[2];
  Excerpt shown[2];
  for (int i = 0; i < 2; i++) {
    const Id *id = &column->names->items[pair[i]];
    shown[i] = id_excerpt(id);
    bool here = names_find(&names[i], id) !=
                NAMES_NONE; /* of labels rather than predictions, and the other way round */
    tables[i] = side_objects(check, here ? i : !i)->table;
  }
  char *views = find_views(check, column, names, error);
  sqlite3_str *text = sqlite3_str_new(NULL);
  sqlite3_str_appendf(text, "%s.%s is %s and %s.%s is %s, %s", tables[0], column->name, shown[0].text,
                      tables[1], column->name, shown[1].text, advice);
  refuse(text, views, error);
  sqlite3_free(views);
}

static void check_column(const Check *check, const NameColumn *column, bool meet, Error *error) {
  Names names[2] = {{0}, {0}};
  uint32_t pair[2] = {NAMES_NONE, 0};
  if (!ok(error)) return;
  if (meet) pair[0] = names_spelled(column->names, &pair[1]);
  bool types = pair[0] != NAMES_NONE;
  bool alike =
      meet && !types && column->of == FORMS_OF_CLASSES && dataset_classes_alike(check->data, pair, error);
  if (meet && !types && !alike) return;
  for (int side = 0; side < 2; side++)
    add_names(column, side, side_objects(check, side), &names[side], error);
  if (ok(error) && !meet)
    refuse_apart(check, column, names, error);
  else if (ok(error))
    refuse_spelled(check, column, names, pair,
                   types ? "a text and an integer that never meet"
                         : "one class in two spellings that never meet",
                   error);
  names_release(&names[0]);
  names_release(&names[1]);
}

/* ---- boxes ---- */

static void describe_box(sqlite3_str *text, const Objects *objects) {
  char numbers[4][32];
  Id id = id_column_get(&objects->ids, 0);
  const Box *box = &objects->box[0];
  number_format(box->x, numbers[0]);
  number_format(box->y, numbers[1]);
  number_format(box->width, numbers[2]);
  number_format(box->height, numbers[3]);
  sqlite3_str_appendf(text, "[%s,%s,%s,%s] in row %s", numbers[0], numbers[1], numbers[2], numbers[3],
                      id_excerpt(&id).text);
}

/* The four columns times the size of the image; of centres, those of the corner. */
static void scale_expressions(const TableReader *table, bool centers, const char *t, const char *width,
                              const char *height, char out[4][ADVICE_NAME]) {
  static const char *const names[] = {"x", "y", "width", "height"};
  char own[4][40];
  bool columns = columns_name(&table->columns, "x") && columns_name(&table->columns, "width");
  for (int i = 0; i < 4; i++)
    if (columns)
      sqlite3_snprintf(sizeof own[i], own[i], "%s%s", t, names[i]);
    else
      sqlite3_snprintf(sizeof own[i], own[i], "(%sbbox ->> %d)", t, i);
  for (int i = 0; i < 4; i++) {
    const char *size = i % 2 ? height : width;
    if (centers && i < 2)
      sqlite3_snprintf(ADVICE_NAME, out[i], "(%s - %s / 2.0) * %s", own[i], own[i + 2], size);
    else
      sqlite3_snprintf(ADVICE_NAME, out[i], "%s * %s", own[i], size);
  }
}

/* The view with boxes in pixels: the size of the image is in columns of the table, or in the images table. */
static char *scale_view(const Check *check, const TableReader *table, bool centers, Error *error) {
  char expressions[4][ADVICE_NAME], join[2 * ADVICE_NAME], name[ADVICE_NAME];
  bool own = columns_name(&table->columns, "image_width") && columns_name(&table->columns, "image_height");
  TableColumns images = {0};
  if (!own && !columns_table_exists(check->db, check->images, error)) return NULL;
  if (!own) columns_find(&images, check->db, check->images, error);
  const char *id = columns_name(&images, "id");
  bool sized = own || (columns_name(&images, "width") && columns_name(&images, "height"));
  sqlite3_snprintf(sizeof join, join, "LEFT JOIN %s AS i ON i.%s = t.image_id",
                   own ? "" : advice_table(&images, name, sizeof name), id ? "id" : "rowid");
  scale_expressions(table, centers, own ? "" : "t.", own ? "image_width" : "i.width",
                    own ? "image_height" : "i.height", expressions);
  Replacement replacements[] = {
      {"x", expressions[0]}, {"y", expressions[1]}, {"width", expressions[2]}, {"height", expressions[3]}};
  ViewChange change = {replacements, LENGTH(replacements), own ? NULL : join, NULL};
  char *view =
      sized ? advice_view(&table->columns, table->layout->fields, table->layout->field_count, &change, error)
            : NULL;
  columns_release(&images);
  return view;
}

static void check_scale(const Check *check, Error *error) {
  BoxScale scales[2] = {objects_scale(side_objects(check, 0)), objects_scale(side_objects(check, 1))};
  int side = scales[1] == SCALE_PIXELS ? 0 : 1;
  if (scales[!side] != SCALE_PIXELS || scales[side] < SCALE_SHARES || !ok(error)) return;
  const TableReader *table = check->tables[side];
  bool has_columns = columns_name(&table->columns, "x") || columns_name(&table->columns, "bbox");
  char *view = has_columns ? scale_view(check, table, scales[side] == SCALE_SHARES_OF_CENTERS, error) : NULL;
  sqlite3_str *text = sqlite3_str_new(NULL);
  sqlite3_str_appendf(text, "the boxes of %s are relative to the size of the image (",
                      side_objects(check, side)->table);
  describe_box(text, side_objects(check, side));
  sqlite3_str_appendf(text, "), those of %s are in pixels (", side_objects(check, !side)->table);
  describe_box(text, side_objects(check, !side));
  sqlite3_str_appendall(
      text, view ? "); this view fixes it: "
                 : "); a table images with id, width and height lets this error show the view that fixes it");
  refuse(text, view, error);
  sqlite3_free(view);
}

void disagreement_check_one(Disagreement what, sqlite3 *db, const Dataset *data, const TableReader *labels,
                            const TableReader *predictions, const char *images, bool of_shard, Error *error) {
  Check check = {db, data, {labels, predictions}, images, of_shard};
  NameColumn column_of_images = {
      "image_id", "image", FORMS_OF_IMAGES, &data->images, {data->labels.image, data->predictions.image}};
  NameColumn column_of_classes = {
      "class", "class", FORMS_OF_CLASSES, &data->classes, {data->labels.class, data->predictions.class}};
  if (!ok(error) || !data->labels.count || !data->predictions.count) return;
  if (what == OF_IMAGES) check_column(&check, &column_of_images, dataset_images_meet(data, error), error);
  if (what == OF_CLASSES) check_column(&check, &column_of_classes, dataset_classes_meet(data, error), error);
  if (what == OF_SCALES) check_scale(&check, error);
}

void disagreement_check(sqlite3 *db, const Dataset *data, const TableReader *labels,
                        const TableReader *predictions, const char *images, bool of_shard, Error *error) {
  for (int what = 0; what < DISAGREEMENTS; what++)
    disagreement_check_one((Disagreement)what, db, data, labels, predictions, images, of_shard, error);
}
