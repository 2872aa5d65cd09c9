#include "sql/trust/two_models.h"

#include "host/value.h"

static const char *const parameters[] = {"model_a", "model_b"};

/* Finds a model that a parameter names. */
static void find_model(TwoModels *models, int side, sqlite3_value *value, Call *call) {
  const Dataset *data = models->side[side].data;
  Id id = {.kind = ID_NULL};
  uint32_t number = value_id(value, &id) ? names_find(&data->models, &id) : NAMES_NONE;
  if (number == NAMES_NONE)
    error_input(call->error, "%s: %s has no model %s", parameters[side], data->predictions.table,
                value_excerpt(value).text);
  else
    models->model[side] = number;
}

/* The names of the models in a message. */
static void refuse_count(const Dataset *data, int side, Error *error) {
  Excerpt first = id_excerpt(&data->models.items[0]),
          last = id_excerpt(&data->models.items[data->models.count - 1]);
  error_input(error, "%s has %zu models, from %s to %s: set %s", data->predictions.table, data->models.count,
              first.text, last.text, side < 0 ? "model_a and model_b" : parameters[side]);
}

/* In one table the two are told apart by their names, unless there are two only. */
static void choose_in_one(TwoModels *models, sqlite3_value *const values[2], Call *call) {
  const Dataset *data = models->side[0].data;
  if (data->models.count < 2) {
    error_input(call->error,
                data->predictions.count ? "%s has one model: name the table of the second in predictions_b"
                                        : "%s has no rows, so it has no models to compare",
                data->predictions.table);
    return;
  }
  if ((!values[0] || !values[1]) && data->models.count > 2) refuse_count(data, -1, call->error);
  models->model[1] = 1;
  for (int side = 0; side < 2 && ok(call->error); side++) {
    if (values[side]) find_model(models, side, values[side], call);
  }
  if (!values[1]) models->model[1] = 1 - models->model[0];
  if (!values[0]) models->model[0] = 1 - models->model[1];
  if (ok(call->error) && models->model[0] == models->model[1])
    error_input(call->error, "model_a and model_b are the same model: %s", value_excerpt(values[0]).text);
}

static void choose_in_two(TwoModels *models, sqlite3_value *const values[2], Call *call) {
  for (int side = 0; side < 2 && ok(call->error); side++) {
    const Dataset *data = models->side[side].data;
    if (values[side])
      find_model(models, side, values[side], call);
    else if (data->models.count > 1)
      refuse_count(data, side, call->error);
  }
}

/* The models that were chosen come back as the parameters. */
static void name_models(const TwoModels *models, sqlite3_value *const values[2], Call *call) {
  for (int side = 0; side < 2 && ok(call->error); side++) {
    Id model = models->side[side].data->models.items[models->model[side]];
    if (values[side]) continue;
    if (model.kind == ID_TEXT)
      model.text = arena_copy(&call->run->arena, model.text, model.length, call->error);
    if (ok(call->error)) run_set_default(call->run, parameters[side], model);
  }
}

void two_models_begin(TwoModels *models, Call *call, bool may_average) {
  sqlite3_value *const values[] = {call_parameter(call, "model_a"), call_parameter(call, "model_b")};
  *models = (TwoModels){.other = NULL};
  evaluation_begin(&models->side[0], call, may_average);
  const char *second = call_text(call, "predictions_b", NULL);
  if (!ok(call->error)) return;
  if (second)
    models->other = evaluation_begin_other(&models->side[1], &models->side[0], call, second);
  else
    models->side[1] = models->side[0];
  if (!ok(call->error)) return;
  if (second)
    choose_in_two(models, values, call);
  else
    choose_in_one(models, values, call);
  if (ok(call->error)) name_models(models, values, call);
}

void two_models_release(TwoModels *models) {
  shared_leave(models->other);
  models->other = NULL;
}
