/*
** Pascal VOC's files: annotations, an XML file an image,
**
**     <annotation><object><name>dog</name><difficult>0</difficult>
**       <bndbox><xmin>48</xmin><ymin>240</ymin><xmax>195</xmax><ymax>371</ymax></bndbox>
**     </object></annotation>
**
** and results, a text file a class (comp4_det_test_dog.txt) with lines of "image score xmin ymin xmax ymax".
** Parts of an object (<part>) are skipped. difficult, truncated and occluded may be absent or empty, and
** fractions, as converters from KITTI write them.
**
** A box is x = xmin, y = ymin, width = xmax - xmin, height = ymax - ymin, as most tools read and write these
** files now. (VOC's own are numbers of pixels from 1, both included: x - 1, y - 1, width + 1, height + 1.)
*/
#ifndef BOXSCORE_FORMATS_VOC_VOC_H
#define BOXSCORE_FORMATS_VOC_VOC_H

#include "formats/object_files.h"

enum { VOC_DIFFICULT, VOC_TRUNCATED, VOC_OCCLUDED, VOC_FLAGS };

typedef struct VocLabel {
  FileObject object;
  double flags[VOC_FLAGS]; /* NaN: the file has none, or it is not wanted */
} VocLabel;

/* The rows are VocLabels. Of `wanted`, bit f is set where flag f is to be read; the others may be
** anything. */
void voc_read_labels(const char *directory, unsigned wanted, ObjectFiles *out, Poll *poll, Error *error);
/* The rows are FileObjects. */
void voc_read_predictions(const char *directory, ObjectFiles *out, Poll *poll, Error *error);

#endif
