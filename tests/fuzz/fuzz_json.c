/*
** JSON: the reader takes a text exactly where a plain recursive judge does, and reads the same from memory as from a
** source that comes in pieces, whichever way the values are taken.
*/
#include "fuzz.h"

#include "base/json.h"

/* ---- the judge ---- */

typedef struct Judge {
  const uint8_t *at, *end;
  int depth;
} Judge;

static void blanks(Judge *judge) {
  while (judge->at < judge->end && *judge->at && strchr(" \t\r\n", *judge->at)) judge->at++;
}

static bool passes(Judge *judge, int c) {
  if (judge->at == judge->end || *judge->at != c) return false;
  judge->at++;
  return true;
}

static bool word(Judge *judge, const char *text) {
  for (; *text; text++) {
    if (!passes(judge, *text)) return false;
  }
  return true;
}

static bool digits(Judge *judge) {
  const uint8_t *start = judge->at;
  while (judge->at < judge->end && *judge->at >= '0' && *judge->at <= '9') judge->at++;
  return judge->at > start;
}

static bool number(Judge *judge) {
  passes(judge, '-');
  if (!passes(judge, '0') && !digits(judge)) return false;
  if (passes(judge, '.') && !digits(judge)) return false;
  if (!passes(judge, 'e') && !passes(judge, 'E')) return true;
  if (!passes(judge, '+')) passes(judge, '-');
  return digits(judge);
}

/* Decodes a character and looks whether it is one, rather than comparing bytes with ranges. */
static bool character(Judge *judge) {
  uint32_t lead = *judge->at++, code, least;
  int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC0 || lead >= 0xF8) return false;
  code = lead & (0x3Fu >> more);
  least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
  for (; more > 0; more--) {
    if (judge->at == judge->end || (*judge->at & 0xC0) != 0x80) return false;
    code = code << 6 | (*judge->at++ & 0x3F);
  }
  return code >= least && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

static bool string(Judge *judge) {
  if (!passes(judge, '"')) return false;
  while (judge->at < judge->end) {
    uint8_t c = *judge->at;
    if (c == '"') return passes(judge, '"');
    if (c < ' ') return false;
    if (c >= 0x80) {
      if (!character(judge)) return false;
      continue;
    }
    judge->at++;
    if (c != '\\') continue;
    if (judge->at == judge->end || !*judge->at || !strchr("\"\\/bfnrtu", *judge->at)) return false;
    if (*judge->at++ != 'u') continue;
    for (int i = 0; i < 4; i++) {
      if (judge->at == judge->end || !*judge->at || !strchr("0123456789abcdefABCDEF", *judge->at))
        return false;
      judge->at++;
    }
  }
  return false;
}

static bool value(Judge *judge);

static bool items(Judge *judge, bool named, int closing) {
  judge->at++;
  if (++judge->depth > JSON_DEPTH) return false;
  blanks(judge);
  if (!passes(judge, closing)) {
    do {
      blanks(judge);
      if (named) {
        if (!string(judge)) return false;
        blanks(judge);
        if (!passes(judge, ':')) return false;
      }
      if (!value(judge)) return false;
      blanks(judge);
    } while (passes(judge, ','));
    if (!passes(judge, closing)) return false;
  }
  judge->depth--;
  return true;
}

static bool value(Judge *judge) {
  blanks(judge);
  if (judge->at == judge->end) return false;
  switch (*judge->at) {
  case '{': return items(judge, true, '}');
  case '[': return items(judge, false, ']');
  case '"': return string(judge);
  case 't': return word(judge, "true");
  case 'f': return word(judge, "false");
  case 'n': return word(judge, "null");
  default: return number(judge);
  }
}

static bool is_json(const uint8_t *data, size_t size) {
  Judge judge = {data, data + size, 0};
  if (!value(&judge)) return false;
  blanks(&judge);
  return judge.at == judge.end;
}

/* ---- the reader ---- */

typedef struct Pieces {
  const uint8_t *data;
  size_t size, at, piece;
} Pieces;

static size_t read_piece(void *context, char *into, size_t room, Error *error) {
  Pieces *pieces = context;
  (void)error;
  size_t count = pieces->size - pieces->at;
  if (count > room) count = room;
  if (count > pieces->piece) count = pieces->piece;
  memcpy(into, pieces->data + pieces->at, count);
  pieces->at += count;
  return count;
}

static bool rewind_pieces(void *context) {
  ((Pieces *)context)->at = 0;
  return true;
}

static uint64_t mixed(uint64_t sum, const void *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) sum = (sum ^ ((const uint8_t *)bytes)[i]) * 0x100000001B3u;
  return sum;
}

/* Takes the next value one way or another, as the sum so far has it, and mixes it into the sum. */
static uint64_t take(JsonReader *json, uint64_t sum, int depth) {
  JsonText text;
  double real;
  JsonKind kind = json_kind(json);
  sum = mixed(sum, &kind, sizeof kind);
  if (sum % 7 == 0) {
    text = json_capture(json);
    return mixed(sum, text.text, text.length);
  }
  if (sum % 7 == 1 || depth > 20) {
    json_skip(json);
    return sum;
  }
  switch (kind) {
  case JSON_OBJECT:
    json_begin_object(json);
    while (json_next_member(json)) sum = take(json, mixed(sum, json->key.text, json->key.length), depth + 1);
    break;
  case JSON_ARRAY:
    json_begin_array(json);
    while (json_next_element(json)) sum = take(json, sum, depth + 1);
    break;
  case JSON_STRING:
    text = json_string(json);
    sum = mixed(sum, text.text, text.length);
    break;
  case JSON_NUMBER:
    real = json_real(json);
    sum = mixed(sum, &real, sizeof real);
    break;
  case JSON_BOOLEAN: sum += json_boolean(json); break;
  case JSON_NULL: MUST(json_null(json) || !ok(json->error)); break;
  case JSON_NONE: MUST(!ok(json->error));
  }
  return sum;
}

typedef struct Outcome {
  bool accepted;
  uint64_t sum;
} Outcome;

/* `piece` 0: from memory. `skipped`: the whole text as one value. */
static Outcome run(const uint8_t *data, size_t size, size_t piece, bool skipped) {
  Error error = {0};
  JsonReader json;
  Outcome out = {0};
  Pieces pieces = {data, size, 0, piece};
  if (piece) {
    json_open_source(&json, (JsonSource){"input", read_piece, rewind_pieces, &pieces}, &error);
  } else {
    json_open_text(&json, (const char *)data, size, &error);
  }
  if (skipped) {
    json_skip(&json);
  } else {
    out.sum = take(&json, 14695981039346656037u, 0);
  }
  json_finish(&json);
  out.accepted = ok(&error);
  MUST(strlen(error.text) < sizeof error.text && ok(&error) == !error.text[0]);
  json_close(&json);
  MUST(fuzz_alive == 0);
  return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_begin();
  bool expected = is_json(data, size);
  MUST(run(data, size, 0, true).accepted == expected);
  Outcome from_memory = run(data, size, 0, false);
  MUST(expected ||
       !from_memory.accepted); /* escapes and numbers without a value are refused where they are taken */
  bool marked = size >= 2 && (data[0] == 0xEF || data[0] >= 0xFE || (data[0] == 0x1F && data[1] == 0x8B));
  for (size_t piece = 1; piece < 40 && !marked; piece = piece * 3 + 1) {
    MUST(run(data, size, piece, true).accepted == expected);
    Outcome in_pieces = run(data, size, piece, false);
    MUST(in_pieces.accepted == from_memory.accepted);
    MUST(!in_pieces.accepted || in_pieces.sum == from_memory.sum);
  }
  return 0;
}
