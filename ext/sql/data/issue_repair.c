#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sql/data/issue_text.h"

/* A statement while it is written. */
typedef struct Statement {
  Buffer text;
  Error error;
} Statement;

static void add_text(Statement *statement, const char *text) {
  buffer_text(&statement->text, text, &statement->error);
}

static void add_number(Statement *statement, const char *before, double value) {
  add_text(statement, before);
  buffer_number(&statement->text, value, &statement->error);
}

/* An id as SQL writes it. */
static void add_id(Statement *statement, const Id *id) {
  char integer[24];
  if (id->kind == ID_INTEGER) {
    snprintf(integer, sizeof integer, "%" PRId64, id->integer);
    add_text(statement, integer);
    return;
  }
  add_text(statement, "'");
  for (uint32_t i = 0; i < id->length; i++)
    buffer_add(&statement->text, id->text[i] == '\'' ? "''" : &id->text[i], id->text[i] == '\'' ? 2 : 1,
               &statement->error);
  add_text(statement, "'");
}

/* "id = 7", "id = 'a' COLLATE BINARY" */
static void add_comparison(Statement *statement, const RepairTable *table, const Id *id) {
  add_text(statement, table->id);
  add_text(statement, " = ");
  add_id(statement, id);
  if (id->kind == ID_TEXT && table->folds) add_text(statement, " COLLATE BINARY");
}

/* A text with a NUL has no literal. */
static bool is_writable(const Id *id) {
  return id->kind == ID_INTEGER || (id->kind == ID_TEXT && !memchr(id->text, 0, id->length));
}

static void delete_row(Statement *statement, const RepairTable *table, const Issue *issue) {
  add_text(statement, "DELETE FROM ");
  add_text(statement, table->name);
  add_text(statement, " WHERE ");
  add_comparison(statement, table, &issue->id);
}

/* The last one of the rows with an id: rows that say the same are one too many, others want an id of their
** own. */
static void repair_duplicate_id(Statement *statement, const HealthInput *input, const Issue *issue) {
  const RepairTable *table = &input->tables[issue->table];
  bool equal = issue->value > 0;
  if (!table->has_rowid || !(equal ? table->deletes : table->updates)) return;
  add_text(statement, equal ? "DELETE FROM " : "UPDATE ");
  add_text(statement, table->name);
  if (!equal) {
    add_text(statement, " SET ");
    add_text(statement, table->id);
    add_text(statement, " = (SELECT max(");
    add_text(statement, table->id);
    add_text(statement, ") + 1 FROM ");
    add_text(statement, table->name);
    add_text(statement, ")");
  }
  add_text(statement, " WHERE rowid = (SELECT max(rowid) FROM ");
  add_text(statement, table->name);
  add_text(statement, " WHERE ");
  add_comparison(statement, table, &issue->id);
  add_text(statement, ")");
}

/* Whether a program can tell which of the rows has to go, or give one a new id. Rows that could not be read
** might be meant. */
static bool can_repair_id(const HealthInput *input, const Issue *issue) {
  if (issue->table > HEALTH_PREDICTIONS) return false;
  const IdColumn *ids = &health_objects(&input->health, issue->table)->ids;
  bool numbered = id_column_kind(ids) == ID_INTEGER;
  return (issue->value > 0 || numbered) &&
         names_find(&input->health.lost_ids[issue->table], &issue->id) == NAMES_NONE;
}

/* The part of a box within its image. */
static Box clipped(Box box, double width, double height) {
  double left = fmax(box.x, 0), top = fmax(box.y, 0);
  double right = fmin(box.x + box.width, width), bottom = fmin(box.y + box.height, height);
  return (Box){left, top, right - left, bottom - top};
}

static void clip_box(Statement *statement, const HealthInput *input, const RepairTable *table,
                     const Issue *issue) {
  const Objects *objects = health_objects(&input->health, issue->table);
  double width, height;
  char text[BOX_TEXT];
  Box old = objects->box[issue->row];
  if (!input->health.has_own_box[issue->table][issue->row] ||
      !health_image_size(&input->health, objects->image[issue->row], &width, &height))
    return;
  Box box = clipped(old, width, height);
  add_text(statement, "UPDATE ");
  add_text(statement, table->name);
  if (table->has_box) {
    add_number(statement, " SET x = ", box.x);
    add_number(statement, ", y = ", box.y);
    add_number(statement, ", width = ", box.width);
    add_number(statement, ", height = ", box.height);
  } else {
    box_format(box, text);
    add_text(statement, " SET bbox = '");
    add_text(statement, text);
    add_text(statement, "'");
  }
  bool area_is_box = objects->area && objects->area[issue->row] == box_area(old);
  if (table->has_area && issue->table == HEALTH_LABELS && area_is_box)
    add_number(statement, ", area = ", box_area(box));
  add_text(statement, " WHERE ");
  add_comparison(statement, table, &issue->id);
}

static void delete_metrics(Statement *statement, const RepairTable *table, const Issue *issue) {
  if (!table->deletes) return;
  add_text(statement, "DELETE FROM ");
  add_text(statement, table->name);
  add_text(statement, " WHERE level = '");
  add_text(statement, issue->text);
  add_text(statement, "' AND ");
  add_comparison(statement, table, &issue->id);
}

static void repair(Statement *statement, const HealthInput *input, const Issue *issue) {
  const RepairTable *table = &input->tables[issue->table];
  if (!is_writable(&issue->id)) return;
  if (issue->kind == ISSUE_DUPLICATE_ID && can_repair_id(input, issue))
    repair_duplicate_id(statement, input, issue);
  if (!issue->is_repairable) return;
  switch ((int)issue->kind) {
  case ISSUE_UNKNOWN_IMAGE:
  case ISSUE_DEGENERATE_BOX:
  case ISSUE_NEAR_DUPLICATE:
    if (table->deletes) delete_row(statement, table, issue);
    break;
  case ISSUE_OUTSIDE_IMAGE:
    if (issue->limit > 0 && table->deletes)
      delete_row(statement, table, issue);
    else if (issue->limit == 0 && table->updates && (table->has_box || table->has_bbox))
      clip_box(statement, input, table, issue);
    break;
  case ISSUE_ORPHAN_METRIC: delete_metrics(statement, table, issue); break;
  }
}

void cell_issue_repair(Cell *out, const HealthInput *input, const Issue *issue) {
  Statement statement = {{0}, {0}};
  repair(&statement, input, issue);
  if (statement.text.length) add_text(&statement, ";");
  if (ok(&statement.error) && statement.text.length) {
    cell_take(out, statement.text.bytes, statement.text.length);
    return;
  }
  if (!ok(&statement.error)) cell_out_of_memory(out);
  buffer_release(&statement.text);
}
