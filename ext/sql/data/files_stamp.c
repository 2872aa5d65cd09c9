#include "sql/data/files_stamp.h"

#include <string.h>

#include "formats/path_stamp.h"

/* Any text but the name of a table may be a path: JSON where a file is expected leads nowhere. */
bool files_stamp(const Function *function, sqlite3_value *const *parameters, uint64_t *stamp) {
  PathStamp paths = {0, true};
  for (int i = 0; i < function->table.parameter_count; i++) {
    const char *domain = function->table.parameters[i].domain;
    bool is_table = domain && strcmp(domain, TABLE_DOMAIN) == 0;
    if (is_table || !parameters[i] || sqlite3_value_type(parameters[i]) != SQLITE_TEXT) continue;
    const char *path = (const char *)sqlite3_value_text(parameters[i]);
    if (!path) return false;
    path_stamp_add(&paths, path);
  }
  *stamp = paths.hash;
  return paths.is_settled;
}
