/*
** What the tables of quality metrics share: their parameters, and objects in the form in which they are measured.
*/
#ifndef BOXSCORE_INPUT_MEASURED_H
#define BOXSCORE_INPUT_MEASURED_H

#include "host/call.h"

/* The parameter `metrics`: a bit for each of the names (up to 32) that it selects; all where it is not set. A name that is
** none of them is an error that lists them. */
uint32_t measured_metrics(Call *call, const char *const *names, int count);

static inline bool is_selected(uint32_t metrics, int metric) {
  return metrics >> metric & 1;
}

#endif
