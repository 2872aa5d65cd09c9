#include "input/advice/writings.h"

#include <string.h>

#include "input/advice/advice.h"

enum { NAMES_TRIED = 20000, OTHER_COLUMN = 10 };

/* One way to write the names of a side. */
typedef struct Writing {
  char column[ADVICE_NAME]; /* as SQL writes it */
  NameStyle style;
  int form, cost;
  Names names;
  size_t count;      /* of the names as they are */
  uint32_t *numbers; /* of each of them in `names` */
} Writing;

typedef struct Writings {
  Writing *items;
  size_t count, capacity;
} Writings;

static void writing_release(Writing *writing) {
  names_release(&writing->names);
  memory_release(writing->numbers);
}

static void writings_release(Writings *writings) {
  for (size_t i = 0; i < writings->count; i++) writing_release(&writings->items[i]);
  memory_release(writings->items);
}

static bool same_names(const Names *a, const Names *b) {
  for (size_t i = 0; i < a->count; i++)
    if (i >= b->count || !id_equal(&a->items[i], &b->items[i])) return false;
  return a->count == b->count;
}

/* Every form of a column's names that suits and changes them, and they as they are. */
static void add_forms(Writings *writings, sqlite3 *db, FormsOf of, const char *column, const Names *names,
                      int base_cost, Error *error) {
  NameStyle style = names_style(of, names);
  for (int form = 0; form < FORMS_MOST && ok(error); form++) {
    int cost = form_cost(&style, form);
    if (cost < 0) continue;
    Writing writing = {.style = style, .form = form, .cost = base_cost + cost, .count = names->count};
    writing.numbers = memory_allocate(names->count, sizeof *writing.numbers, error);
    advice_name(column, writing.column, sizeof writing.column);
    bool suits = form_apply(&style, form, db, names, &writing.names, writing.numbers, error);
    suits = suits && (form == FORM_AS_IT_IS || !same_names(&writing.names, names));
    memory_reserve((void **)&writings->items, &writings->capacity, writings->count + 1, sizeof writing,
                   error);
    if (suits && ok(error))
      writings->items[writings->count++] = writing;
    else
      writing_release(&writing);
  }
}

/* The distinct ids of a column. */
static void read_names(sqlite3 *db, const TableColumns *columns, const char *column, Names *out,
                       Error *error) {
  sqlite3_stmt *statement = NULL;
  char *sql = ok(error) ? sqlite3_mprintf("SELECT DISTINCT \"%w\" FROM %s LIMIT %d", column, columns->quoted,
                                          NAMES_TRIED)
                        : NULL;
  int code = sql ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  while (ok(error) && code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    Id id = column_id(statement, 0);
    if (id.kind != ID_NULL) names_add(out, &id, error);
    code = SQLITE_OK;
  }
  if ((code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  sqlite3_finalize(statement);
  sqlite3_free(sql);
}

static void add_writings(Writings *writings, const WritingSearch *search, const WritingSide *side,
                         Error *error) {
  const TableColumns *columns = &side->table->columns;
  add_forms(writings, search->db, search->of, columns_name(columns, side->field->name), side->names, 0,
            error);
  for (const char *word = side->field->synonyms; *word && ok(error); word += strspn(word, " ")) {
    char synonym[60];
    size_t length = strcspn(word, " ");
    sqlite3_snprintf(sizeof synonym, synonym, "%.*s", (int)length, word);
    int found = advice_find(columns, synonym, false, -1);
    word += length;
    if (found < 0 || sqlite3_stricmp(columns->names[found], side->field->name) == 0) continue;
    Names names = {0};
    read_names(search->db, columns, columns->names[found], &names, error);
    if (ok(error))
      add_forms(writings, search->db, search->of, columns->names[found], &names, OTHER_COLUMN, error);
    names_release(&names);
  }
}

static bool changes(const WritingSide *side, const Writing *writing) {
  return writing->form != FORM_AS_IT_IS || sqlite3_stricmp(writing->column, side->field->name) != 0;
}

/* The names of a, as they are, that meet one of b: 'car' and 'CAR' in small letters are two. */
static size_t names_that_meet(const Writing *a, const Writing *b) {
  size_t found = 0;
  for (size_t i = 0; i < a->count; i++)
    found += names_find(&b->names, &a->names.items[a->numbers[i]]) != NAMES_NONE;
  return found;
}

/* ---- two views ---- */

typedef struct Pair {
  const Writing *writings[2];
  size_t met; /* names of both sides */
} Pair;

/* kept: a side that stays as it is; -1: none. */
static Pair best_pair(const WritingSearch *search, const Writings sides[2], int kept) {
  Pair best = {{NULL, NULL}, 2 * search->common};
  for (size_t l = 0; l < sides[0].count; l++) {
    for (size_t p = 0; p < sides[1].count; p++) {
      const Writing *both[2] = {&sides[0].items[l], &sides[1].items[p]};
      if (kept >= 0 && changes(&search->sides[kept], both[kept])) continue;
      size_t met = names_that_meet(both[0], both[1]) + names_that_meet(both[1], both[0]);
      int cost = both[0]->cost + both[1]->cost;
      bool cheaper = best.writings[0] && cost < best.writings[0]->cost + best.writings[1]->cost;
      if (met > best.met || (met == best.met && cheaper)) best = (Pair){{both[0], both[1]}, met};
    }
  }
  return best;
}

static char *side_view(const WritingSide *side, const ViewChange *change, Error *error) {
  const TableLayout *layout = side->table->layout;
  return advice_view(&side->table->columns, layout->fields, layout->field_count, change, error);
}

static char *writing_view(const WritingSide *side, const Writing *writing, Error *error) {
  char *expression = form_sql(&writing->style, writing->form, writing->column, error);
  Replacement replacement = {side->field->name, expression};
  ViewChange change = {&replacement, 1, NULL, NULL};
  char *view = ok(error) ? side_view(side, &change, error) : NULL;
  sqlite3_free(expression);
  return view;
}

static char *pair_views(const WritingSearch *search, const Pair *pair, Error *error) {
  enum { BOTH_MOST = 900 };
  char *views[2] = {NULL, NULL}, *text = NULL;
  bool complete = true;
  for (int side = 0; side < 2; side++) {
    if (!changes(&search->sides[side], pair->writings[side])) continue;
    views[side] = writing_view(&search->sides[side], pair->writings[side], error);
    complete = complete && views[side];
  }
  bool both = views[0] && views[1];
  if (complete && ok(error))
    text = sqlite3_mprintf("; %s: %s%s%s", both ? "these views fix it" : "this view fixes it",
                           views[0] ? views[0] : "", both ? "; " : "", views[1] ? views[1] : "");
  if (complete && ok(error) && !text) error_memory(error);
  sqlite3_free(views[0]);
  sqlite3_free(views[1]);
  if (!text || strlen(text) <= BOTH_MOST) return text;
  sqlite3_free(text);
  return NULL;
}

/* ---- the names of files ---- */

void file_names_read(FileNames *files, sqlite3 *db, const char *table, Error *error) {
  *files = (FileNames){.id = NULL};
  if (!columns_table_exists(db, table, error)) return;
  Error inner = {0};
  columns_find(&files->columns, db, table, &inner);
  int found =
      ok(&inner) ? advice_find(&files->columns, "file filename imagename filepath path name", false, -1) : -1;
  files->id = columns_name(&files->columns, "id");
  files->file = found < 0 ? NULL : files->columns.names[found];
  sqlite3_stmt *statement = NULL;
  char *sql = sqlite3_mprintf(files->id ? "SELECT \"%w\", \"%w\" FROM %s" : "SELECT %s, \"%w\" FROM %s",
                              files->id ? files->id : "rowid", files->file ? files->file : "id",
                              files->columns.quoted);
  int code = sql && ok(&inner) ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
  bool unique = files->file != NULL;
  while (ok(&inner) && code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    Id id = column_id(statement, 0), name = column_id(statement, 1);
    if (id.kind != ID_NULL) {
      id_column_add(&files->ids, &id, &inner);
      unique =
          unique && name.kind == ID_TEXT && names_add(&files->files, &name, &inner) + 1 == files->ids.count;
    }
    code = SQLITE_OK;
  }
  if (inner.kind == ERROR_MEMORY || !sql || (code & 0xFF) == SQLITE_NOMEM) error_memory(error);
  if (!unique) files->file = NULL;
  sqlite3_finalize(statement);
  sqlite3_free(sql);
}

void file_names_release(FileNames *files) {
  columns_release(&files->columns);
  id_column_release(&files->ids);
  names_release(&files->files);
}

/* Adds the forms of the ids of the images table: 'a.jpg' may be 'a' to one side. */
static void add_id_forms(Writings *forms, const WritingSearch *search, const FileNames *files, Error *error) {
  Names ids = {0};
  for (size_t i = 0; i < files->ids.count && ok(error); i++) {
    Id id = id_column_get(&files->ids, i);
    names_add(&ids, &id, error);
  }
  if (ids.count == files->ids.count) add_forms(forms, search->db, search->of, files->id, &ids, 0, error);
  names_release(&ids);
}

/* The one side whose names the images table lists, which stays as it is; -1: both or none. */
static int listed_side(const WritingSearch *search, const FileNames *files) {
  bool listed[2] = {false, false};
  for (size_t i = 0; i < files->ids.count; i++) {
    Id id = id_column_get(&files->ids, i);
    for (int side = 0; side < 2; side++)
      listed[side] = listed[side] || names_find(search->sides[side].names, &id) != NAMES_NONE;
  }
  return listed[0] == listed[1] ? -1 : listed[1];
}

/* How one side names files: by which form of its own, and of the files. */
typedef struct FileJoin {
  int side;
  const Writing *own, *files;
  size_t common;
} FileJoin;

/* The names of a side that lead by files to an id of the other side. */
static size_t joined_names(const FileNames *files, const Names *own, const Names *file_forms,
                           const Names *other) {
  size_t found = 0;
  for (size_t i = 0; i < own->count; i++) {
    uint32_t place = names_find(file_forms, &own->items[i]);
    if (place == NAMES_NONE) continue;
    Id id = id_column_get(&files->ids, place);
    found += names_find(other, &id) != NAMES_NONE;
  }
  return found;
}

static FileJoin best_join(const WritingSearch *search, const Writings sides[2], const FileNames *files,
                          const Writings *file_forms) {
  FileJoin best = {.common = 0};
  for (int side = 0; side < 2; side++) {
    for (size_t w = 0; w < sides[side].count; w++) {
      for (size_t f = 0; f < file_forms->count; f++) {
        const Writing *own = &sides[side].items[w], *form = &file_forms->items[f];
        if (own->cost >= OTHER_COLUMN) continue;
        size_t found = joined_names(files, &own->names, &form->names, search->sides[!side].names);
        bool cheaper = best.own && own->cost + form->cost < best.own->cost + best.files->cost;
        if (found > best.common || (found == best.common && cheaper))
          best = (FileJoin){side, own, form, found};
      }
    }
  }
  return best;
}

/* "LEFT JOIN images AS i ON i.file = t.image_id", or a WITH where the names of files need a form: computed
** once, they get an index. */
static char *join_view(const WritingSearch *search, const FileNames *files, const FileJoin *join,
                       Error *error) {
  const WritingSide *side = &search->sides[join->side];
  const Writing *form = join->files;
  char column[ADVICE_NAME + 2], table[ADVICE_NAME], id[ADVICE_NAME], image[ADVICE_NAME + 2];
  bool plain = form->form == FORM_AS_IT_IS;
  sqlite3_snprintf(sizeof column, column, "t.%s", join->own->column);
  advice_table(&files->columns, table, sizeof table);
  advice_name(files->id ? files->id : "rowid", id, sizeof id);
  sqlite3_snprintf(sizeof image, image, "i.%s", plain ? id : "id");
  char *own = form_sql(&join->own->style, join->own->form, column, error);
  char *file = form_sql(&form->style, form->form, form->column, error);
  char *with = sqlite3_mprintf("WITH i AS MATERIALIZED (SELECT %s%s, %s AS name FROM %s) ", id,
                               strcmp(id, "id") == 0 ? "" : " AS id", file, table);
  char *on = plain ? sqlite3_mprintf("LEFT JOIN %s AS i ON i.%s = %s", table, file, own)
                   : sqlite3_mprintf("LEFT JOIN i ON i.name = %s", own);
  if (!with || !on) error_memory(error);
  Replacement replacement = {side->field->name, image};
  ViewChange change = {&replacement, 1, on, plain ? NULL : with};
  char *view = ok(error) ? side_view(side, &change, error) : NULL;
  char *text = view ? sqlite3_mprintf("; this view fixes it: %s", view) : NULL;
  if (view && !text) error_memory(error);
  sqlite3_free(own);
  sqlite3_free(file);
  sqlite3_free(with);
  sqlite3_free(on);
  sqlite3_free(view);
  return text;
}

/* The view that joins the images table, by the names of its files or else by its ids, or views of the names
** alone. The ids are tried only where the files leave names alone. */
static char *best_views(const WritingSearch *search, const Writings sides[2], const FileNames *files,
                        const Writings *file_forms, Error *error) {
  Writings id_forms = {0};
  char *text = NULL;
  Pair pair = best_pair(search, sides, listed_side(search, files));
  FileJoin by_file = best_join(search, sides, files, file_forms);
  bool all = by_file.own && by_file.common == by_file.own->count;
  if (files->id && !all) add_id_forms(&id_forms, search, files, error);
  FileJoin by_id = best_join(search, sides, files, &id_forms);
  if (!ok(error)) goto done;
  if (by_id.common > search->common && 2 * by_id.common > pair.met && by_id.common > by_file.common) {
    text = join_view(search, files, &by_id, error);
  } else if (by_file.common > search->common && 2 * by_file.common >= pair.met) {
    text = join_view(search, files, &by_file, error);
  } else {
    if (!pair.writings[0]) pair = best_pair(search, sides, -1);
    if (pair.writings[0]) text = pair_views(search, &pair, error);
  }
done:
  writings_release(&id_forms);
  return text;
}

char *writings_views(const WritingSearch *search, Error *error) {
  Writings sides[2] = {{0}, {0}}, file_forms = {0};
  FileNames files = {0};
  char *text = NULL;
  for (int side = 0; side < 2; side++) add_writings(&sides[side], search, &search->sides[side], error);
  if (search->of == FORMS_OF_IMAGES) file_names_read(&files, search->db, search->images, error);
  if (files.file) add_forms(&file_forms, search->db, search->of, files.file, &files.files, 0, error);
  if (ok(error)) text = best_views(search, sides, &files, &file_forms, error);
  file_names_release(&files);
  writings_release(&file_forms);
  writings_release(&sides[0]);
  writings_release(&sides[1]);
  return text;
}
