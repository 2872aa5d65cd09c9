#include "input/advice/missing.h"

#include <string.h>

#include "host/function.h"
#include "input/advice/advice.h"

enum { LIST_MOST = 300, REPLACEMENTS_MOST = 24 };

/* The replacements that a table needs, with room for their texts. */
typedef struct Repair {
  const TableColumns *columns;
  Replacement replacements[REPLACEMENTS_MOST];
  char texts[REPLACEMENTS_MOST][2 * ADVICE_NAME];
  int count;
  bool complete; /* all that is missing was found */
} Repair;

static char *add_replacement(Repair *repair, const char *name) {
  char *text = repair->texts[repair->count];
  repair->replacements[repair->count++] = (Replacement){name, text};
  return text;
}

static void rename_column(Repair *repair, const char *name, int column) {
  advice_name(repair->columns->names[column], add_replacement(repair, name), ADVICE_NAME);
}

static void repair_field(Repair *repair, const Field *field) {
  int found = advice_find(repair->columns, field->synonyms, false, -1);
  if (found >= 0)
    rename_column(repair, field->name, found);
  else
    repair->complete = false;
}

/* How people name the columns of one axis. */
typedef struct Axis {
  const char *position, *extent, *low, *high, *center, *size;
} Axis;

static const Axis axes[2] = {
    {"x", "width", "xmin minx xlow left xleft leftx xtl xtopleft topleftx startx xstart x0 x1 x",
     "xmax maxx xhigh right xright rightx xbr xbottomright bottomrightx endx xend x2 x1",
     "xcenter centerx xcentre centrex xc cx xctr ctrx xmid midx", "w dx"},
    {"y", "height", "ymin miny ylow top ytop topy ytl ytopleft toplefty starty ystart y0 y1 y",
     "ymax maxy yhigh bottom ybottom bottomy ybr ybottomright bottomrighty endy yend y2 y1",
     "ycenter centery ycentre centrey yc cy yctr ctry ymid midy", "h dy"},
};

static int find_of_box(const TableColumns *columns, const char *synonyms, int except) {
  int found = advice_find(columns, synonyms, true, except);
  return found >= 0 ? found : advice_find(columns, synonyms, false, except);
}

/* Position and size on an axis: from two ends, else from one end or the centre and a size. own_size: whether
** a column of the very name will do for the size. */
static bool repair_axis(Repair *repair, const Axis *axis, bool own_size) {
  char first[ADVICE_NAME], second[ADVICE_NAME];
  const TableColumns *columns = repair->columns;
  int low = find_of_box(columns, axis->low, -1), high = find_of_box(columns, axis->high, low);
  int size = find_of_box(columns, axis->size, -1), center = find_of_box(columns, axis->center, -1);
  if (size < 0) size = advice_find(columns, axis->extent, true, -1);
  if (size < 0 && own_size) size = advice_find(columns, axis->extent, false, -1);
  bool ends = low >= 0 && high >= 0;
  if (!ends && (size < 0 || (low < 0 && center < 0))) return false;
  bool centered = !ends && center >= 0;
  advice_name(columns->names[centered ? center : low], first, sizeof first);
  advice_name(columns->names[ends ? high : size], second, sizeof second);
  sqlite3_snprintf(2 * ADVICE_NAME, add_replacement(repair, axis->position),
                   centered ? "%s - %s / 2.0" : "%s", first, second);
  sqlite3_snprintf(2 * ADVICE_NAME, add_replacement(repair, axis->extent), ends ? "%s - %s" : "%s", second,
                   first);
  return true;
}

/* Width and height of a table that has a box in other columns are the image's. */
static void keep_image_size(Repair *repair) {
  static const char *const names[2][2] = {{"width", "image_width"}, {"height", "image_height"}};
  for (int i = 0; i < 2; i++) {
    const char *own = columns_name(repair->columns, names[i][0]);
    ViewChange change = {repair->replacements, repair->count, NULL, NULL};
    if (!own || advice_uses(&change, own) || columns_name(repair->columns, names[i][1])) continue;
    sqlite3_snprintf(ADVICE_NAME, add_replacement(repair, names[i][1]), "%s", own);
  }
}

static bool repair_axes(Repair *repair, bool own_size) {
  int before = repair->count;
  if (repair_axis(repair, &axes[0], own_size) && repair_axis(repair, &axes[1], own_size)) {
    keep_image_size(repair);
    return true;
  }
  repair->count = before;
  return false;
}

static void repair_box(Repair *repair, BoxLack lack) {
  int found;
  if (repair_axes(repair, lack != BOX_OF_IMAGE)) return;
  if ((found = advice_find(repair->columns, "boundingbox box bboxes boxes", false, -1)) >= 0)
    rename_column(repair, "bbox", found);
  else if ((found = advice_find(repair->columns, "mask rle polygon polygons segments wkt geometry geom",
                                false, -1)) >= 0)
    rename_column(repair, "segmentation", found);
  else
    repair->complete = false;
}

static void list_columns(sqlite3_str *text, const TableColumns *columns) {
  char name[ADVICE_NAME];
  int before = sqlite3_str_length(text);
  for (int i = 0; i < columns->count; i++) {
    advice_name(columns->names[i], name, sizeof name);
    if (sqlite3_str_length(text) - before + (int)strlen(name) > LIST_MOST) {
      sqlite3_str_appendall(text, ", ...");
      return;
    }
    sqlite3_str_appendf(text, "%s%s", i ? ", " : "", name);
  }
}

static const char *const lacking[] = {
    [BOX_THERE] = "a box",
    [BOX_MISSING] = "no box: columns x, y, width, height, or bbox as JSON [x,y,width,height]",
    [BOX_OF_IMAGE] = "no box: width and height are those of the image, the same for all of its objects",
};

/* "labels has no column image_id and no box: ...; it has filename, ..." */
static char *missing_text(const TableColumns *columns, const Field *fields, int field_count, BoxLack lack,
                          Error *error) {
  const char *missing[REPLACEMENTS_MOST];
  int count = 0;
  if (advice_lacks_id(columns, fields) && !advice_has_rowid(columns, error))
    missing[count++] = fields[0].name;
  for (int f = 0; f < field_count; f++)
    if (fields[f].need == REQUIRED && !advice_has_field(columns, &fields[f]))
      missing[count++] = fields[f].name;
  if (!count && lack == BOX_THERE) return NULL;
  sqlite3_str *text = sqlite3_str_new(NULL);
  sqlite3_str_appendf(text, "%s has ", columns->table);
  for (int i = 0; i < count; i++)
    sqlite3_str_appendf(text, "%sno column %s",
                        !i                                    ? ""
                        : i == count - 1 && lack == BOX_THERE ? " and "
                                                              : ", ",
                        missing[i]);
  if (lack != BOX_THERE) sqlite3_str_appendf(text, "%s%s", count ? " and " : "", lacking[lack]);
  sqlite3_str_appendall(text, "; it has ");
  list_columns(text, columns);
  return advice_finish(text, error);
}

static Repair *repair_make(const TableColumns *columns, Error *error) {
  Repair *repair = ok(error) ? memory_allocate_zeroed(1, sizeof *repair, error) : NULL;
  if (!repair) return NULL;
  repair->columns = columns;
  repair->complete = true;
  return repair;
}

void missing_refuse(const TableColumns *columns, const Field *fields, int field_count, BoxLack lack,
                    Error *error) {
  Repair *repair = repair_make(columns, error);
  if (!repair) return;
  for (int f = 0; f < field_count; f++)
    if (fields[f].need == REQUIRED && !advice_has_field(columns, &fields[f]))
      repair_field(repair, &fields[f]);
  if (lack != BOX_THERE) repair_box(repair, lack);
  ViewChange change = {repair->replacements, repair->count, NULL, NULL};
  char *text = missing_text(columns, fields, field_count, lack, error);
  char *view = repair->complete ? advice_view(columns, fields, field_count, &change, error) : NULL;
  if (ok(error) && text)
    error_input(error, "%s%s%s", text, view ? "; this view fixes it: " : "", view ? view : "");
  sqlite3_free(text);
  sqlite3_free(view);
  memory_release(repair);
}

/* Of the first rows: images with several objects, those of them where all have one width and height, those
** where the other width or height varies; rows, rows where the other box lies within width and height, and
** rows where the other width and height are those columns after all, or are relative beside pixels. */
static char *probe_text(const TableColumns *columns, const char *image, const Replacement box[4]) {
  char name[ADVICE_NAME];
  return sqlite3_mprintf(
      "SELECT total(n > 1), total(n > 1 AND same), total(n > 1 AND varies), total(n), total(inside), total(own) FROM "
      "(SELECT count(*) AS n, min(width) = max(width) AND min(height) = max(height) AS same, "
      "min(%s) <> max(%s) OR min(%s) <> max(%s) AS varies, "
      "total((%s) + (%s) <= width + 0 AND (%s) + (%s) <= height + 0) AS inside, "
      "total(abs((%s) - width) <= 1e-6 * abs(width) AND abs((%s) - height) <= 1e-6 * abs(height) "
      "OR (%s) <= 1 AND (%s) <= 1 AND width > 1 AND height > 1) AS own "
      "FROM (SELECT * FROM %s LIMIT 2000) GROUP BY %s)",
      box[1].expression, box[1].expression, box[3].expression, box[3].expression, box[0].expression,
      box[1].expression, box[2].expression, box[3].expression, box[1].expression, box[3].expression,
      box[1].expression, box[3].expression, columns->quoted, advice_name(image, name, sizeof name));
}

static bool probe(const TableColumns *columns, const char *image, const Replacement box[4], Error *error) {
  sqlite3_stmt *statement = NULL;
  double found[6] = {0};
  char *sql = probe_text(columns, image, box);
  int code = sql ? sqlite3_prepare_v2(columns->db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  if (code == SQLITE_OK && sqlite3_stmt_readonly(statement)) code = sqlite3_step(statement);
  for (int i = 0; i < 6 && code == SQLITE_ROW; i++) found[i] = sqlite3_column_double(statement, i);
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  if (found[5] == found[3]) return false;
  bool same = found[0] > 0 && found[1] == found[0] && found[2] > 0;
  return same || (found[0] == 0 && found[3] > 1 && found[4] == found[3]);
}

bool missing_box_is_image(const TableColumns *columns, const Field *image, Error *error) {
  Repair *repair = repair_make(columns, error);
  if (!repair) return false;
  const char *name = columns_name(columns, image->name);
  int found = name ? -1 : advice_find(columns, image->synonyms, false, -1);
  if (found >= 0) name = columns->names[found];
  bool is_image = name && repair_axis(repair, &axes[0], false) && repair_axis(repair, &axes[1], false) &&
                  probe(columns, name, repair->replacements, error);
  memory_release(repair);
  return is_image;
}
