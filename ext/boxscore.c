/*
** boxscore: a SQLite extension that scores and explains object detectors.
**
** The entry point, and the one table of all functions. Rule 2 of the house: the floor is SQLite 3.38; loading twice is
** fine; a second SQLite library in the same process is refused, since both would share the one pointer to the API.
*/
#define BOXSCORE_ENTRY_POINT
#include "boxscore.h"

#include <pthread.h>

#include "base/memory.h"
#include "sql/functions.h"
#include "host/row_sink.h"

SQLITE_EXTENSION_INIT1

/* The last one is registered last, so that its presence says that all are there. */
const Function functions[] = {
    {.kind = SCALAR,
     .name = "iou",
     .arguments = "a, b[, iscrowd] or x, y, w, h, x, y, w, h[, iscrowd]",
     .summary = "intersection over union of two geometries",
     .counts = {2, 3, 8, 9, -1},
     .call = scalar_iou},
    {.kind = SCALAR,
     .name = "ioa",
     .arguments = "a, b",
     .summary = "the share of a geometry that lies in another one",
     .counts = {2, -1},
     .call = scalar_ioa},
    {.kind = SCALAR,
     .name = "boundary_iou",
     .arguments = "a, b[, width, height[, iscrowd]]",
     .summary = "the smaller of the IoU of two masks and that of their boundaries",
     .counts = {2, 4, 5, -1},
     .call = scalar_boundary_iou},
    {.kind = SCALAR,
     .name = "oks",
     .arguments = "prediction, label, area[, sigmas[, box]]",
     .summary = "object keypoint similarity",
     .counts = {3, 4, 5, -1},
     .call = scalar_oks},
    {.kind = SCALAR,
     .name = "box_from_corners",
     .arguments = "x1, y1, x2, y2",
     .summary = "a box from two corners, as JSON",
     .counts = {4, -1},
     .call = scalar_box_from_corners},
    {.kind = SCALAR,
     .name = "box_from_center",
     .arguments = "cx, cy, width, height",
     .summary = "a box from its center, as JSON",
     .counts = {4, -1},
     .call = scalar_box_from_center},
    {.kind = SCALAR,
     .name = "box_from_yolo",
     .arguments = "cx, cy, width, height, image_width, image_height",
     .summary = "a box from YOLO's relative numbers, as JSON",
     .counts = {6, -1},
     .call = scalar_box_from_yolo},
    {.kind = SCALAR,
     .name = "geometry_kind",
     .arguments = "g",
     .summary = "box, rotated box, polygon or mask",
     .counts = {1, -1},
     .call = scalar_geometry_kind},
    {.kind = SCALAR,
     .name = "geometry_area",
     .arguments = "g",
     .summary = "the area of a geometry in square pixels",
     .counts = {1, -1},
     .call = scalar_geometry_area},
    {.kind = SCALAR,
     .name = "geometry_box",
     .arguments = "g",
     .summary = "the box around a geometry, as JSON",
     .counts = {1, -1},
     .call = scalar_geometry_box},
    {.kind = SCALAR,
     .name = "geometry_is_valid",
     .arguments = "g",
     .summary = "whether a polygon does not cross itself",
     .counts = {1, -1},
     .call = scalar_geometry_is_valid},
    {.kind = SCALAR,
     .name = "geometry_repair",
     .arguments = "g",
     .summary = "a polygon that crosses itself made valid",
     .counts = {1, -1},
     .call = scalar_geometry_repair},
    {.kind = SCALAR,
     .name = "geometry_json",
     .arguments = "g",
     .summary = "a geometry as JSON",
     .counts = {1, -1},
     .call = scalar_geometry_json},
    {.kind = SCALAR,
     .name = "geometry_wkt",
     .arguments = "g",
     .summary = "a geometry as WKT",
     .counts = {1, -1},
     .call = scalar_geometry_wkt},
    {.kind = SCALAR,
     .name = "geometry_blob",
     .arguments = "g",
     .summary = "a geometry as a compact BLOB",
     .counts = {1, -1},
     .call = scalar_geometry_blob},
    {.kind = SCALAR,
     .name = "geometry_polygon",
     .arguments = "g",
     .summary = "a geometry as a polygon",
     .counts = {1, -1},
     .call = scalar_geometry_polygon},
    {.kind = SCALAR,
     .name = "geometry_mask",
     .arguments = "g[, width, height] or png, value",
     .summary = "a geometry, or one value of a PNG, as run lengths",
     .counts = {1, 2, 3, -1},
     .call = scalar_geometry_mask},
    {.kind = SCALAR,
     .name = "geometry_png",
     .arguments = "g[, width, height]",
     .summary = "a geometry as a PNG mask",
     .counts = {1, 3, -1},
     .call = scalar_geometry_png},
    {.kind = SCALAR,
     .name = "geometry_intersection",
     .arguments = "a, b",
     .summary = "what two geometries have in common",
     .counts = {2, -1},
     .call = scalar_geometry_intersection},
    {.kind = AGGREGATE,
     .name = "geometry_union",
     .arguments = "g",
     .summary = "the geometries of a group in one",
     .counts = {1, -1},
     .call = geometry_union_step,
     .final = geometry_union_final},
    {.kind = SCALAR,
     .name = "class_colour",
     .arguments = "class",
     .summary = "the colour that a class has in every picture",
     .counts = {1, -1},
     .call = scalar_class_colour},
    {.kind = SCALAR,
     .name = "image_brightness",
     .arguments = "image[, geometry]",
     .summary = "mean of the samples of an image or of an object in it, 0 to 1",
     .counts = {1, 2, -1},
     .call = scalar_image_brightness},
    {.kind = SCALAR,
     .name = "image_contrast",
     .arguments = "image[, geometry]",
     .summary = "standard deviation of the samples, 0 to 0.5",
     .counts = {1, 2, -1},
     .call = scalar_image_contrast},
    {.kind = SCALAR,
     .name = "image_sharpness",
     .arguments = "image[, geometry]",
     .summary = "variance of the Laplacian",
     .counts = {1, 2, -1},
     .call = scalar_image_sharpness},
    {.kind = SCALAR,
     .name = "image_red",
     .arguments = "image[, geometry]",
     .summary = "share of the pixels that are red",
     .counts = {1, 2, -1},
     .call = scalar_image_red},
    {.kind = SCALAR,
     .name = "image_green",
     .arguments = "image[, geometry]",
     .summary = "share of the pixels that are green",
     .counts = {1, 2, -1},
     .call = scalar_image_green},
    {.kind = SCALAR,
     .name = "image_blue",
     .arguments = "image[, geometry]",
     .summary = "share of the pixels that are blue",
     .counts = {1, 2, -1},
     .call = scalar_image_blue},
    {.kind = SCALAR,
     .name = "image_width",
     .arguments = "image",
     .summary = "the width of an image in pixels, from its header",
     .counts = {1, -1},
     .call = scalar_image_width},
    {.kind = SCALAR,
     .name = "image_height",
     .arguments = "image",
     .summary = "the height of an image in pixels, from its header",
     .counts = {1, -1},
     .call = scalar_image_height},
    {.kind = SCALAR,
     .name = "read_file",
     .arguments = "path[, instead]",
     .summary = "the bytes of a file",
     .counts = {1, 2, -1},
     .call = scalar_read_file,
     .impure = true,
     .opens_files = true},
    {.kind = AGGREGATE,
     .name = "draw_objects",
     .arguments = "geometry, colour, caption[, style] or drawing",
     .summary = "the drawing of a set of objects",
     .counts = {1, 3, 4, -1},
     .call = draw_objects_step,
     .final = draw_objects_final},
    {.kind = SCALAR,
     .name = "picture_svg",
     .arguments = "image, width, height, drawing[, note]",
     .summary = "an SVG of an image with a drawing above it",
     .counts = {4, 5, -1},
     .call = scalar_picture_svg},
    {.kind = SCALAR,
     .name = "picture_crop",
     .arguments = "image, width, height, drawing, box[, side]",
     .summary = "an SVG of the part of a picture around a box",
     .counts = {5, 6, -1},
     .call = scalar_picture_crop},
    {.kind = SCALAR,
     .name = "picture_png",
     .arguments = "image, width, height, drawing",
     .summary = "a PNG of an image with a drawing on its pixels",
     .counts = {4, -1},
     .call = scalar_picture_png},
    {.kind = SCALAR,
     .name = "image_thumbnail",
     .arguments = "image[, side]",
     .summary = "an image made small",
     .counts = {1, 2, -1},
     .call = scalar_image_thumbnail},
    {.kind = SCALAR,
     .name = "image_crop",
     .arguments = "image, box[, side]",
     .summary = "a part of an image",
     .counts = {2, 3, -1},
     .call = scalar_image_crop},
    {.kind = AGGREGATE,
     .name = "contact_sheet",
     .arguments = "picture, caption[, columns]",
     .summary = "many pictures in a grid, as one SVG",
     .counts = {2, 3, -1},
     .call = contact_sheet_step,
     .final = contact_sheet_final},
    {.kind = AGGREGATE,
     .name = "average_precision",
     .arguments = "outcome, score[, image_id, prediction_id]",
     .summary = "AP over rows of match_outcomes",
     .counts = {2, 4, -1},
     .call = average_precision_step,
     .final = average_precision_final},
    {.kind = AGGREGATE,
     .name = "mean_average_precision",
     .arguments = "class, outcome, score[, image_id, prediction_id]",
     .summary = "mean AP of the classes over rows of match_outcomes",
     .counts = {3, 5, -1},
     .call = mean_average_precision_step,
     .final = average_precision_final},
    {.kind = AGGREGATE,
     .name = "importance",
     .arguments = "x, outcome",
     .summary = "how much of whether a prediction is true a number tells, 0 to 1",
     .counts = {2, -1},
     .call = importance_step,
     .final = importance_final},
    {.kind = AGGREGATE,
     .name = "correlation",
     .arguments = "x, y",
     .summary = "Pearson's correlation of a number with an outcome or another number",
     .counts = {2, -1},
     .call = correlation_step,
     .final = correlation_final},
    {.kind = SCALAR,
     .name = "cosine_distance",
     .arguments = "a, b",
     .summary = "1 minus the cosine of the angle between two embeddings",
     .counts = {2, -1},
     .call = scalar_cosine_distance},
    {.kind = SCALAR,
     .name = "l2_distance",
     .arguments = "a, b",
     .summary = "the length of the difference of two embeddings",
     .counts = {2, -1},
     .call = scalar_l2_distance},
    {.kind = AGGREGATE,
     .name = "ks_distance",
     .arguments = "value, sample",
     .summary = "how far the distributions of two samples are apart",
     .counts = {2, -1},
     .call = ks_distance_step,
     .final = ks_distance_final},
    {.kind = AGGREGATE,
     .name = "svg_lines",
     .arguments = "x, y[, series[, options[, count]]]",
     .summary = "a line chart as SVG",
     .counts = {2, 3, 4, 5, -1},
     .call = svg_lines_step,
     .final = svg_lines_final},
    {.kind = AGGREGATE,
     .name = "svg_bars",
     .arguments = "label, value[, series[, options]]",
     .summary = "a bar chart or a histogram as SVG",
     .counts = {2, 3, 4, -1},
     .call = svg_bars_step,
     .final = svg_bars_final},
    {.kind = AGGREGATE,
     .name = "svg_scatter",
     .arguments = "x, y[, series[, options]]",
     .summary = "a scatter plot as SVG",
     .counts = {2, 3, 4, -1},
     .call = svg_scatter_step,
     .final = svg_scatter_final},
    {.kind = AGGREGATE,
     .name = "svg_heatmap",
     .arguments = "column, row, value[, options]",
     .summary = "a heatmap as SVG",
     .counts = {3, 4, -1},
     .call = svg_heatmap_step,
     .final = svg_heatmap_final},
    {.kind = TABLE,
     .name = "match_outcomes",
     .arguments = "labels, predictions, images",
     .summary = "what became of every prediction and label, and why",
     .table = &table_match_outcomes},
    {.kind = TABLE,
     .name = "ap_by_class",
     .arguments = "labels, predictions, images",
     .summary = "AP, AR, precision, recall and counts of each class",
     .table = &table_ap_by_class},
    {.kind = TABLE,
     .name = "coco_summary",
     .arguments = "labels, predictions, images",
     .summary = "the twelve figures of COCO",
     .table = &table_coco_summary},
    {.kind = TABLE,
     .name = "pr_curve",
     .arguments = "labels, predictions, images",
     .summary = "precision over recall, class by class",
     .table = &table_pr_curve},
    {.kind = TABLE,
     .name = "evaluated_objects",
     .arguments = "labels, predictions, images",
     .summary = "labels and predictions as the evaluation reads them",
     .table = &table_evaluated_objects},
    {.kind = TABLE,
     .name = "evaluated_images",
     .arguments = "images",
     .summary = "images with their sizes and bytes",
     .table = &table_evaluated_images},
    {.kind = TABLE,
     .name = "object_metrics",
     .arguments = "labels, predictions, images",
     .summary = "metrics of labels and predictions: areas, shapes, places",
     .table = &table_object_metrics},
    {.kind = TABLE,
     .name = "image_metrics",
     .arguments = "images, labels, predictions",
     .summary = "metrics of images, and from pixels of their objects too",
     .table = &table_image_metrics},
    {.kind = TABLE,
     .name = "metric_outliers",
     .arguments = "quality_metrics, metrics",
     .summary = "the items whose quality metrics lie far from the others",
     .table = &table_metric_outliers},
    {.kind = TABLE,
     .name = "metric_spread",
     .arguments = "quality_metrics, metrics",
     .summary = "quartiles of each quality metric, and how many outliers it has",
     .table = &table_metric_spread},
    {.kind = TABLE,
     .name = "nearest_neighbours",
     .arguments = "embeddings",
     .summary = "the embeddings closest to each embedding",
     .table = &table_nearest_neighbours},
    {.kind = TABLE,
     .name = "coco_thresholds",
     .arguments = "",
     .summary = "the ten IoU thresholds of COCO",
     .table = &table_coco_thresholds},
    {.kind = TABLE,
     .name = "coco_images",
     .arguments = "path",
     .summary = "the images of a COCO file",
     .table = &table_coco_images},
    {.kind = TABLE,
     .name = "coco_labels",
     .arguments = "path",
     .summary = "the annotations of a COCO file",
     .table = &table_coco_labels},
    {.kind = TABLE,
     .name = "coco_predictions",
     .arguments = "path, labels_path",
     .summary = "the results of a COCO results file",
     .table = &table_coco_predictions},
    {.kind = TABLE,
     .name = "yolo_labels",
     .arguments = "directory, images, names",
     .summary = "the labels of a directory in the YOLO format",
     .table = &table_yolo_labels},
    {.kind = TABLE,
     .name = "yolo_predictions",
     .arguments = "directory, images, names",
     .summary = "the predictions of a directory in the YOLO format",
     .table = &table_yolo_predictions},
    {.kind = TABLE,
     .name = "voc_labels",
     .arguments = "directory",
     .summary = "the annotations of a directory in the Pascal VOC format",
     .table = &table_voc_labels},
    {.kind = TABLE,
     .name = "voc_predictions",
     .arguments = "directory",
     .summary = "the results of a directory in the Pascal VOC format",
     .table = &table_voc_predictions},
    {.kind = TABLE,
     .name = "kitti_labels",
     .arguments = "directory",
     .summary = "the labels of a directory in the KITTI format",
     .table = &table_kitti_labels},
    {.kind = TABLE,
     .name = "kitti_predictions",
     .arguments = "directory",
     .summary = "the results of a directory in the KITTI format",
     .table = &table_kitti_predictions},
    {.kind = TABLE,
     .name = "png_instances",
     .arguments = "png",
     .summary = "the objects of a PNG mask: each value with its area, box and mask",
     .table = &table_png_instances},
    {.kind = TABLE,
     .name = "metric_importance",
     .arguments = "labels, predictions, images",
     .summary = "which quality metrics decide whether a prediction is true",
     .table = &table_metric_importance},
    {.kind = TABLE,
     .name = "performance_by_metric",
     .arguments = "labels, predictions, images",
     .summary = "precision and false negative rate over the bins of quality metrics",
     .table = &table_performance_by_metric},
    {.kind = TABLE,
     .name = "metric_values",
     .arguments = "quality_metrics, metrics",
     .summary = "the quality metrics of images, labels and predictions as the analyses read them",
     .table = &table_metric_values},
    {.kind = TABLE,
     .name = "metric_names",
     .arguments = "",
     .summary = "the quality metrics that boxscore computes, with names, units and ranges for people",
     .table = &table_metric_names},
    {.kind = TABLE,
     .name = "boxscore_functions",
     .arguments = "",
     .summary = "every function that boxscore adds",
     .table = &table_boxscore_functions},
    {.kind = SCALAR,
     .name = "html_escape",
     .arguments = "value",
     .summary = "a value as text that cannot break out of HTML or SVG",
     .counts = {1, -1},
     .call = scalar_html_escape},
    {.kind = SCALAR,
     .name = "boxscore_sql",
     .arguments = "name",
     .summary = "the text of a built-in SQL script",
     .counts = {1, -1},
     .call = scalar_boxscore_sql},
    {.kind = SCALAR,
     .name = "boxscore_debug",
     .arguments = "",
     .summary = "versions, build options and counters, as JSON",
     .counts = {0, -1},
     .call = scalar_boxscore_debug,
     .impure = true},
    {.kind = SCALAR,
     .name = "boxscore_version",
     .arguments = "",
     .summary = "the version",
     .counts = {0, -1},
     .call = scalar_boxscore_version},
};

const int function_count = LENGTH(functions);

static int register_call(Connection *connection, const Function *function, int count) {
  bool scalar = function->kind == SCALAR;
  int flags = SQLITE_UTF8 | (function->opens_files ? SQLITE_DIRECTONLY : SQLITE_INNOCUOUS);
  if (scalar && !function->impure) flags |= SQLITE_DETERMINISTIC;
  connection_hold(connection); /* given back by connection_release, on failure too */
  return sqlite3_create_function_v2(connection->db, function->name, count, flags, connection,
                                    scalar ? function->call : NULL, scalar ? NULL : function->call,
                                    function->final, connection_release);
}

static int register_all(Connection *connection) {
  int code = SQLITE_OK;
  for (int i = 0; i < function_count && code == SQLITE_OK; i++) {
    const Function *function = &functions[i];
    if (function->kind == TABLE)
      code = table_function_register(connection, function->table);
    else
      for (const int *count = function->counts; *count >= 0 && code == SQLITE_OK; count++)
        code = register_call(connection, function, *count);
  }
  return code;
}

/* After a failure SQLite unloads the library, so nothing may point into it any more. */
static void unregister_all(sqlite3 *db) {
  row_sink_unregister(db);
  for (int i = 0; i < function_count; i++) {
    const Function *function = &functions[i];
    if (function->kind == TABLE)
      sqlite3_create_module_v2(db, function->name, NULL, NULL, NULL);
    else
      for (const int *count = function->counts; *count >= 0; count++)
        sqlite3_create_function_v2(db, function->name, *count, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
  }
}

static bool loaded_before(sqlite3 *db, int *code) {
  sqlite3_stmt *statement = NULL;
  *code = sqlite3_prepare_v2(db, "SELECT boxscore_version()", -1, &statement, NULL);
  sqlite3_finalize(statement);
  bool loaded = *code == SQLITE_OK;
  if (*code == SQLITE_ERROR) {
    /* sqlite3_open takes an error that is left on the connection for one of an automatic extension. */
    *code = sqlite3_prepare_v2(db, "SELECT 1", -1, &statement, NULL);
    sqlite3_finalize(statement);
  }
  return loaded;
}

static void *allocate(uint64_t size) {
  return sqlite3_malloc64(size);
}
static void *reallocate(void *memory, uint64_t size) {
  return sqlite3_realloc64(memory, size);
}
static void release(void *memory) {
  sqlite3_free(memory);
}

static int load(sqlite3 *db, char **message) {
  int code;
  if (loaded_before(db, &code)) return SQLITE_OK;
  Connection *connection = code == SQLITE_OK ? connection_make(db) : NULL;
  if (code == SQLITE_OK && !connection) code = SQLITE_NOMEM;
  if (connection) {
    connection_hold(connection);
    code = row_sink_register(db);
    if (code == SQLITE_OK) code = register_all(connection);
    if (code != SQLITE_OK) unregister_all(db);
    connection_release(connection);
  }
  if (code != SQLITE_OK)
    *message = sqlite3_mprintf("boxscore: cannot register its functions: %s", sqlite3_errstr(code));
  return code;
}

/* What all connections share is set by the first to load and never changed: threads may load at the same time. */
static int share(char **message, const sqlite3_api_routines *api) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  int code = SQLITE_OK;
  pthread_mutex_lock(&mutex);
#ifdef SQLITE_CORE
  (void)message, (void)api;
#else
  if (!sqlite3_api) SQLITE_EXTENSION_INIT2(api)
  if (sqlite3_api != api) {
    *message = api->mprintf("boxscore is in use by another SQLite library of this process");
    code = SQLITE_ERROR;
  }
#endif
  if (!memory_allocator.allocate) memory_allocator = (Allocator){allocate, reallocate, release};
  pthread_mutex_unlock(&mutex);
  return code;
}

int sqlite3_boxscore_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
#ifndef SQLITE_CORE
  if (api->libversion_number() < HOST_FLOOR) {
    *message = api->mprintf("boxscore needs SQLite 3.38 or newer; this is %s", api->libversion());
    return SQLITE_ERROR;
  }
#endif
  int code = share(message, api);
  return code == SQLITE_OK ? load(db, message) : code;
}

int sqlite3_extension_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  return sqlite3_boxscore_init(db, message, api);
}
