/*
** For the descriptors of the tables of files: what tells the files, and the folders, that their parameters
** name from any later state of them.
*/
#ifndef BOXSCORE_SQL_DATA_FILES_STAMP_H
#define BOXSCORE_SQL_DATA_FILES_STAMP_H

#include "host/function.h"

bool files_stamp(const Function *function, sqlite3_value *const *parameters, uint64_t *stamp);

#endif
