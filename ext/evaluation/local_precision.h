/*
** How often predictions of a class with a certain score are correct (numbers.md, section 10).
*/
#ifndef BOXSCORE_EVALUATION_LOCAL_PRECISION_H
#define BOXSCORE_EVALUATION_LOCAL_PRECISION_H

#include "evaluation/outcomes.h"

/*
** Of each prediction that is a TP or FP: the share of TPs among the 31 predictions of its model and class
** around it, by descending score and then by id, or of those around a lower or equal score if that is higher.
** precision: one for each prediction of the data set; NaN for the others. outcomes: of all images.
*/
void local_precision(const Dataset *data, const Outcome *outcomes, size_t count, const Workers *workers,
                     double *precision, Error *error);

#endif
