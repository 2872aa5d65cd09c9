#include "chart/lettering.h"

#include "picture/svg.h"
#include "picture/text.h"

static const double wider = 1.16, ellipsis = 1;

double lettering_width(const char *text, size_t length, double size) {
  return text_width(text, length) * wider * size;
}

bool lettering_put(Buffer *out, const char *text, size_t length, double size, double room, Error *error) {
  double most = room / size / wider;
  bool fits = text_width(text, length) <= most;
  svg_text(out, text, fits ? length : text_fitting(text, length, most - ellipsis), error);
  if (!fits) buffer_text(out, "\xE2\x80\xA6", error);
  return !fits;
}
