/*
** Shapes: what predictions and labels are compared by if not by their boxes (numbers.md, section 2).
**
**     segm      masks: polygons are rasterised on the canvas of their image, as COCO does it
**     boundary  the smaller of the masks' IoU and that of their boundaries
**     polygon   vectors (GEOS), clipped to the image if its size is known
**     rotated   rotated boxes
**     keypoints the similarity of keypoints (geometry/oks.h) in place of an IoU
**
** An object is prepared on first use, at most once; objects that meet no other are never rasterised. Workers
** use their own scratch; the result does not depend on which of them prepares an object.
*/
#ifndef BOXSCORE_DATASET_SHAPES_H
#define BOXSCORE_DATASET_SHAPES_H

#include "dataset/dataset.h"

typedef enum IouType { IOU_BBOX, IOU_SEGM, IOU_POLYGON, IOU_BOUNDARY, IOU_ROTATED, IOU_KEYPOINTS } IouType;
#define IOU_TYPE_DOMAIN "'bbox', 'segm', 'polygon', 'boundary', 'rotated' or 'keypoints'"

typedef struct Shapes Shapes;

/* For all types but IOU_BBOX, of a data set with geometries, or with keypoints. An object whose geometry does
** not suit the type is an error that names its row. Release it in every case. */
Shapes *shapes_make(const Dataset *data, IouType type, unsigned workers, Poll *poll, Error *error);
void shapes_release(Shapes *shapes); /* NULL is allowed */
/* How many bytes they hold by now, without what GEOS holds; 0 for NULL. */
size_t shapes_footprint(const Shapes *shapes);

/* IoU of a prediction with a label; against a crowd label the denominator is the prediction's area. */
double shapes_iou(Shapes *shapes, const Task *task, uint32_t prediction, uint32_t label, Error *error);
/* IoU of two predictions, as if the other one were a label; not of keypoints. */
double shapes_iou_of_predictions(Shapes *shapes, const Task *task, uint32_t prediction, uint32_t other,
                                 Error *error);
/* An IoU below this counts as no overlap: the similarity of keypoints never gets down to 0, however far apart
** they are. 0 for NULL, which are boxes. */
double shapes_least(const Shapes *shapes);
/* What it is called: "IoU" or "OKS". */
const char *shapes_measure(const Shapes *shapes);
/* Computes the areas that come from shapes: those of masks and polygons without a box or an area column.
** After that shapes_area returns them, before it 0: they are needed only if an area range excludes
** objects. */
void shapes_find_areas(Shapes *shapes, const Workers *workers, Error *error);
double shapes_area(const Shapes *shapes, bool is_prediction, uint32_t row);

#endif
