/*
** Which labels only one of two models finds, for McNemar's test.
*/
#ifndef BOXSCORE_STATISTICS_SIGNIFICANCE_DISCORDANT_H
#define BOXSCORE_STATISTICS_SIGNIFICANCE_DISCORDANT_H

#include "evaluation/matching.h"
#include "statistics/significance/mcnemar.h"

/* found[label]: whether a prediction of the model holds it and it counts. The matches know their labels. */
void labels_found(const Matches *matches, size_t model, uint8_t *found);

/* Of the labels of a class, found by the first and the second model. */
Discordant discordant_labels(const Dataset *data, size_t class, const uint8_t *first, const uint8_t *second);

/* Of the labels of some classes together: an image counts once. */
Discordant discordant_of_classes(const Dataset *data, const uint32_t *classes, size_t count,
                                 const uint8_t *first, const uint8_t *second, Error *error);

#endif
