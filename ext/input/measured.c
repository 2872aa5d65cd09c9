#include "input/measured.h"

#include <string.h>

#include "host/value_list.h"

MeasuredObjects measured_objects(const Input *input, bool predictions) {
  const Dataset *data = &input->data;
  const Objects *objects = predictions ? &data->predictions : &data->labels;
  _Static_assert(OBJECT_NO_TRACK == TRACK_NONE, "a row without a track says so in one way");
  return (MeasuredObjects){.table = predictions ? input->predictions : input->labels,
                           .images_table = input->images,
                           .are_predictions = predictions,
                           .count = objects->count,
                           .ids = &objects->ids,
                           .image = objects->image,
                           .class = objects->class,
                           .model = objects->model,
                           .score = objects->score,
                           .track = objects->track,
                           .frame = objects->frame,
                           .geometry = objects->geometry,
                           .images = data->images.items,
                           .canvases = data->canvases,
                           .image_count = data->images.count,
                           .class_count = data->classes.count,
                           .model_count = data->models.count,
                           .track_count = data->tracks.count};
}

typedef struct Selecting {
  const char *const *names;
  int count;
  uint32_t selected;
} Selecting;

static void refuse_metric(const Selecting *selecting, const Id *name, Error *error) {
  char known[700];
  int length = 0;
  for (int i = 0; i < selecting->count; i++) {
    sqlite3_snprintf((int)sizeof known - length, known + length, "%s%s", i ? ", " : "", selecting->names[i]);
    length += (int)strlen(known + length);
  }
  error_input(error, "metrics: no metric %s; there are %s", id_excerpt(name).text, known);
}

static void select_metric(void *context, const Id *name, Error *error) {
  Selecting *selecting = context;
  for (int i = 0; i < selecting->count; i++) {
    Id known = id_text(selecting->names[i], (uint32_t)strlen(selecting->names[i]));
    if (!id_equal(&known, name)) continue;
    selecting->selected |= (uint32_t)1 << i;
    return;
  }
  refuse_metric(selecting, name, error);
}

uint32_t measured_metrics(Call *call, const char *const *names, int count) {
  sqlite3_value *value = call_parameter(call, "metrics");
  Selecting selecting = {names, count, 0};
  if (!value) return UINT32_MAX >> (32 - count);
  value_list_read(value, "metrics", "a metric or a JSON array of metrics", select_metric, &selecting,
                  call->error);
  return selecting.selected;
}
