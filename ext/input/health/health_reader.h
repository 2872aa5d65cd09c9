/*
** Reads the tables of a data set leniently: what an evaluation would reject is noted as an issue, and the
** reading goes on. What of it remains are the checks of dataset/health.
*/
#ifndef BOXSCORE_INPUT_HEALTH_HEALTH_READER_H
#define BOXSCORE_INPUT_HEALTH_HEALTH_READER_H

#include "dataset/health/health.h"
#include "host/call.h"
#include "input/health/repair_table.h"

/* Start with {0}. Both parts live as long as the run. */
typedef struct HealthInput {
  Health health;                    /* duplicate_iou is set before */
  const char *names[HEALTH_TABLES]; /* as the user wrote them, in memory of the run */
  RepairTable tables[HEALTH_TABLES];
} HealthInput;

/* Reads the tables that the parameters of the call name, and finds all issues, in order. A table that nobody
** named need not be there, but labels or predictions must. Release it in every case. */
void health_input_read(HealthInput *input, Call *call);
void health_input_release(HealthInput *input);

#endif
