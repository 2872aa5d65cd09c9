/*
** Every function that boxscore adds. The one table of them is in boxscore.c.
*/
#ifndef BOXSCORE_SQL_FUNCTIONS_H
#define BOXSCORE_SQL_FUNCTIONS_H

#include "host/table_function.h"

typedef void (*SqlFunction)(sqlite3_context *context, int count, sqlite3_value **arguments);

typedef struct Function {
  const char *name;
  const char *arguments; /* as documented; for tables the parameters by position and their own */
  const char *summary;
  enum { SCALAR = 1, AGGREGATE, TABLE } kind;
  int counts[5];    /* numbers of arguments, -1 ends them */
  SqlFunction call; /* a scalar, or an aggregate's step */
  void (*final)(sqlite3_context *context);
  const TableFunction *table;
  bool impure;      /* the answer depends on more than the arguments */
  bool opens_files; /* not for views and triggers that a database brings along (rule 3) */
} Function;

extern const Function functions[];
extern const int function_count;

void scalar_iou(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_ioa(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_boundary_iou(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_oks(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_box_from_corners(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_box_from_center(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_box_from_yolo(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_kind(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_area(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_box(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_is_valid(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_repair(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_json(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_wkt(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_blob(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_polygon(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_mask(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_png(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_geometry_intersection(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_html_escape(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_picture_svg(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_picture_crop(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_picture_png(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_thumbnail(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_crop(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_class_colour(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_brightness(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_contrast(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_sharpness(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_red(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_green(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_blue(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_width(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_image_height(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_read_file(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_cosine_distance(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_l2_distance(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_boxscore_version(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_boxscore_debug(sqlite3_context *context, int count, sqlite3_value **arguments);
void scalar_boxscore_sql(sqlite3_context *context, int count, sqlite3_value **arguments);

void geometry_union_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void geometry_union_final(sqlite3_context *context);
void svg_lines_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void svg_lines_final(sqlite3_context *context);
void svg_bars_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void svg_bars_final(sqlite3_context *context);
void svg_scatter_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void svg_scatter_final(sqlite3_context *context);
void svg_heatmap_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void svg_heatmap_final(sqlite3_context *context);
void draw_objects_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void draw_objects_final(sqlite3_context *context);
void contact_sheet_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void contact_sheet_final(sqlite3_context *context);
void average_precision_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void average_precision_final(sqlite3_context *context);
void mean_average_precision_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void importance_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void importance_final(sqlite3_context *context);
void correlation_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void correlation_final(sqlite3_context *context);
void ks_distance_step(sqlite3_context *context, int count, sqlite3_value **arguments);
void ks_distance_final(sqlite3_context *context);

extern const TableFunction table_evaluated_images;
extern const TableFunction table_match_outcomes, table_ap_by_class, table_coco_summary, table_pr_curve,
    table_evaluated_objects, table_coco_thresholds, table_coco_images, table_coco_labels,
    table_coco_predictions, table_png_instances, table_boxscore_functions, table_yolo_labels,
    table_yolo_predictions, table_voc_labels, table_voc_predictions, table_kitti_labels,
    table_kitti_predictions, table_metric_names, table_metric_values, table_metric_importance,
    table_performance_by_metric;
extern const TableFunction table_object_metrics, table_image_metrics;
extern const TableFunction table_nearest_neighbours, table_metric_outliers, table_metric_spread;

#endif
