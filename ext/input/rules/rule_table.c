#include "input/rules/rule_table.h"

static void take_values(void *context, Error *error) {
  const RuleRow *row = context;
  row->take(row->context, row, error);
}

void rule_table_read_from(Call *call, const char *table, const TableLayout *layout, const Dataset *data,
                          void (*take)(void *context, const RuleRow *row, Error *error), void *context,
                          Error *error) {
  RuleRow row = {.data = data, .take = take, .context = context};
  if (!ok(error)) return;
  table_reader_open(&row.table, call->connection, table, layout, error);
  table_reader_prepare(&row.table, error);
  table_reader_run(&row.table, take_values, &row, error);
  table_reader_close(&row.table);
}

void rule_table_read(Call *call, const char *parameter, const TableLayout *layout, const Dataset *data,
                     void (*take)(void *context, const RuleRow *row, Error *error), void *context) {
  const char *table = call_text(call, parameter, NULL);
  if (table) rule_table_read_from(call, table, layout, data, take, context, call->error);
}

uint32_t rule_class(const RuleRow *row, int field, Error *error) {
  const Dataset *data = row->data;
  Id id = table_reader_id(&row->table, field, error);
  if (!ok(error)) return NAMES_NONE;
  uint32_t number = names_find(&data->classes, &id);
  if (number == NAMES_NONE)
    error_input(error, "%s: neither %s nor %s has the class %s", table_reader_row_name(&row->table).text,
                data->labels.table, data->predictions.table, id_excerpt(&id).text);
  return number;
}
