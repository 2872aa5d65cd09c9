/*
** Shapes: what predictions and labels are compared by where it is not their boxes (numbers.md, section 2).
**
**     segm      masks: polygons are rasterised on the canvas of their image, as COCO does it
**     boundary  the smaller of the masks' IoU and that of their boundaries
**     polygon   vectors (GEOS), cut to the image where its size is known
**     rotated   rotated boxes
**
** An object is prepared when it is first needed, at most once: those that meet no other are never rasterised. Workers
** prepare with space of their own; which of two that need the same object comes first does not change what it is.
*/
#ifndef BOXSCORE_DATASET_SHAPES_H
#define BOXSCORE_DATASET_SHAPES_H

#include "dataset/dataset.h"

typedef enum IouType { IOU_BBOX, IOU_SEGM, IOU_POLYGON, IOU_BOUNDARY, IOU_ROTATED } IouType;

typedef struct Shapes Shapes;

/* For all types but IOU_BBOX, of a data set with geometries. An object whose geometry does not serve the type is an error
** that names its row. Release it in every case. */
Shapes *shapes_make(const Dataset *data, IouType type, unsigned workers, Poll *poll, Error *error);
void shapes_release(Shapes *shapes); /* NULL is allowed */

/* IoU of a prediction with a label; against a crowd label the denominator is the prediction's area. */
double shapes_iou(Shapes *shapes, const Task *task, uint32_t prediction, uint32_t label, Error *error);
/* Finds the areas that the tables leave to the shapes: of masks and polygons without a box or an area column. Once it is
** done shapes_area has them, before it 0: where no area range tells objects apart they are not needed. */
void shapes_find_areas(Shapes *shapes, const Workers *workers, Error *error);
double shapes_area(const Shapes *shapes, bool is_prediction, uint32_t row);

#endif
