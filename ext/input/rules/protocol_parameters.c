#include "input/rules/protocol_parameters.h"

#include <string.h>

#include "host/value.h"

static Protocol read_protocol(const Call *call) {
  Protocol protocol = PROTOCOL_COCO;
  const char *name = call_text(call, "protocol", "coco");
  if (ok(call->error) && !protocol_of_name(name, &protocol))
    error_input(call->error, "protocol is not 'coco', 'voc', 'voc07', 'open_images' or 'lvis': %s",
                excerpt(name, strlen(name)).text);
  return protocol;
}

/* Which protocols a parameter has a meaning for. */
static void check_meaning(const Call *call, const char *parameter, Protocol protocol, bool has_meaning,
                          const char *protocols) {
  if (has_meaning || !call_parameter(call, parameter)) return;
  error_input(call->error, "%s has no meaning with protocol '%s', but with %s", parameter,
              protocol_name(protocol), protocols);
}

static bool read_weight(const Call *call) {
  sqlite3_value *value = call_parameter(call, "group_weight");
  double weight = 1;
  if (value && (!value_real(value, &weight) || (weight != 0 && weight != 1)))
    error_input(call->error, "group_weight is neither 0 nor 1: %s", value_excerpt(value).text);
  return weight != 0;
}

void protocol_choice_make(ProtocolChoice *choice, const Call *call, Protocol protocol) {
  bool is_open = protocol == PROTOCOL_OPEN_IMAGES, is_lvis = protocol == PROTOCOL_LVIS;
  *choice = (ProtocolChoice){.protocol = protocol};
  check_meaning(call, "hierarchy", protocol, is_open, "'open_images'");
  check_meaning(call, "group_weight", protocol, is_open, "'open_images'");
  check_meaning(call, "categories", protocol, is_lvis, "'lvis'");
  check_meaning(call, "verified_classes", protocol, is_open || is_lvis, "'open_images' and 'lvis'");
  choice->groups_count = is_open && read_weight(call);
  choice->tables.protocol = protocol_is_voc(protocol) ? PROTOCOL_VOC : protocol;
  choice->tables.names[RULES_HIERARCHY] = call_text(call, "hierarchy", NULL);
  choice->tables.names[RULES_VERIFIED] = call_text(call, "verified_classes", NULL);
  choice->tables.names[RULES_CATEGORIES] = call_text(call, "categories", is_lvis ? "categories" : NULL);
  if (is_lvis && !call_parameter(call, "categories"))
    connection_check_table(call->connection, choice->tables.names[RULES_CATEGORIES], call->error);
}

void protocol_choice_read(ProtocolChoice *choice, const Call *call) {
  protocol_choice_make(choice, call, read_protocol(call));
  Protocol protocol = choice->protocol;
  if (protocol == PROTOCOL_LVIS) run_set_default(call->run, "max_detections", id_integer(300));
  if (protocol_takes_best_label(protocol)) run_set_default(call->run, "max_detections", id_string("all"));
  if (protocol == PROTOCOL_LVIS) run_set_default(call->run, "categories", id_string("categories"));
  if (protocol == PROTOCOL_OPEN_IMAGES) run_set_default(call->run, "group_weight", id_integer(1));
}

double protocol_default_limit(Protocol protocol) {
  if (protocol_takes_best_label(protocol)) return (double)INFINITY;
  return protocol == PROTOCOL_LVIS ? 300 : 100;
}

void protocol_must_be_coco(const Call *call) {
  Protocol protocol = read_protocol(call);
  if (!ok(call->error) || protocol == PROTOCOL_COCO) return;
  if (protocol == PROTOCOL_OPEN_IMAGES)
    error_input(call->error, "protocol 'open_images' has no summary: its mAP is avg(ap) of ap_by_class");
  else
    error_input(call->error, "protocol '%s' has a summary of its own: use %s", protocol_name(protocol),
                protocol == PROTOCOL_LVIS ? "lvis_summary" : "voc_summary");
}
