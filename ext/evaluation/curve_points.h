/*
** The points of a class's curve of precision over recall (numbers.md, section 4).
*/
#ifndef BOXSCORE_EVALUATION_CURVE_POINTS_H
#define BOXSCORE_EVALUATION_CURVE_POINTS_H

#include "evaluation/precision_recall.h"

typedef struct CurvePoint {
  double recall, precision;
  double score; /* NaN past the last recall, and over several thresholds */
} CurvePoint;

/* The envelope at COCO's 101 recalls; over several curves the mean of their precision. */
void curve_envelope(const Curve *curves, int count, CurvePoint points[COCO_RECALLS]);

/* A point for each ranked prediction that counts, with its raw precision: curve->tp + curve->fp of them. The
** matches have one cell, and the curve is that of the class that was ranked. */
void curve_all_points(const Matches *matches, const Ranked *ranked, const Curve *curve, CurvePoint *points);

#endif
