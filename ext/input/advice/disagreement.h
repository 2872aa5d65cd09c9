/*
** What to say where labels and predictions write their images, classes or boxes differently, so that no row
** of one table meets a row of the other: one of each side, and the views that bring them together, tried on
** the names at hand.
*/
#ifndef BOXSCORE_INPUT_DISAGREEMENT_H
#define BOXSCORE_INPUT_DISAGREEMENT_H

#include "input/table_reader.h"

/* What tables may disagree on, each by itself. */
typedef enum Disagreement { OF_IMAGES, OF_CLASSES, OF_SCALES, DISAGREEMENTS } Disagreement;

/* Sets an error where the two tables do not agree. The readers are those of the tables; `images` names the
** images table, which may be absent. Of a shard, the tables need have nothing in common. Before the data set
** is finished. */
void disagreement_check_one(Disagreement what, sqlite3 *db, const Dataset *data, const TableReader *labels,
                            const TableReader *predictions, const char *images, bool of_shard, Error *error);
/* The same of all of them, up to the first that is found. */
void disagreement_check(sqlite3 *db, const Dataset *data, const TableReader *labels,
                        const TableReader *predictions, const char *images, bool of_shard, Error *error);

#endif
