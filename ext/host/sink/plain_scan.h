/*
** Whether a SELECT of ours does no more than to hand over columns of one of our tables of files, as EXPLAIN
** tells: it opens that table and no other, compares and computes nothing, and calls the sink alone. A view
** with a WHERE, a join or an expression does more.
*/
#ifndef BOXSCORE_HOST_PLAIN_SCAN_H
#define BOXSCORE_HOST_PLAIN_SCAN_H

#include "host/connection.h"

enum { SCANNED_MOST = 24 };

typedef struct PlainScan {
  const ConnectedTable *table; /* NULL: it is no plain scan */
  int count;                   /* of the values of a row, the sink's own left out */
  int columns[SCANNED_MOST];   /* of the table, one for each value */
} PlainScan;

PlainScan plain_scan_of(const Connection *connection, const char *sql);

#endif
