/*
** What dataset_issues says about an issue: a sentence, and the statement that repairs it.
*/
#ifndef BOXSCORE_SQL_DATA_ISSUE_TEXT_H
#define BOXSCORE_SQL_DATA_ISSUE_TEXT_H

#include "host/cell.h"
#include "input/health/health_reader.h"

void cell_issue_detail(Cell *out, const HealthInput *input, const Issue *issue);
/* NULL where only a person can decide, or the table cannot be changed. A statement changes the rows of its
** issue and no other. */
void cell_issue_repair(Cell *out, const HealthInput *input, const Issue *issue);

#endif
