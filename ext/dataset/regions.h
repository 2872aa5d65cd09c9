/*
** Regions: the parts of images that an evaluation looks at, and those that it ignores (numbers.md,
** section 3). An object lies where the centre of its box lies. Left and top edges belong to a region, right
** and bottom edges do not, so that regions that tile an image have each object once.
*/
#ifndef BOXSCORE_DATASET_REGIONS_H
#define BOXSCORE_DATASET_REGIONS_H

#include "base/names.h"
#include "geometry/geometry_iou.h"

typedef struct Region {
  Geometry geometry;
  Box bounds;
  Id class;         /* the only class that it is for; NULL: all */
  const char *name; /* of its row, for messages */
  bool is_ignored;
  uint32_t next; /* of the same image, or REGION_NONE */
} Region;

#define REGION_NONE UINT32_MAX

/* Start with {0}. */
typedef struct Regions {
  Region *items;
  size_t count, capacity;
  Names images;
  size_t first_capacity, met_capacity;
  uint32_t *first; /* of each image */
  uint8_t *met;    /* of each image, whether a row of labels or predictions has it */
  bool is_bounded; /* some region is not ignored: what lies in none of those is left out */
  bool has_ignored;
  Arena arena; /* of the geometries and texts */
} Regions;

/* The geometry lives in the arena; the ids and the name are copied there. */
void regions_add(Regions *regions, const Id *image, const Region *region, Error *error);
void regions_release(Regions *regions);
size_t regions_footprint(const Regions *regions); /* how many bytes they hold */

/* The first region of an image, or REGION_NONE. */
uint32_t regions_of_image(const Regions *regions, const Id *image);
/* Whether the evaluation looks at an object; notes that its image is met. */
bool regions_hold(Regions *regions, const Id *image, const Id *class, Box box);
/* Whether an object lies in an ignored region; `first` is that of its image. */
bool regions_ignore(const Regions *regions, uint32_t first, const Id *class, Box box);
/* The largest share of an object that lies in one ignored region, as ioa(object, region). */
double regions_share(const Regions *regions, uint32_t first, const Id *class, const Geometry *geometry,
                     GeometryTools *tools, Error *error);

#endif
