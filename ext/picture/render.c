#include "picture/render.h"

#include <math.h>

/* The state of drawing. */
typedef struct Renderer {
  Image *image;
  Raster raster;
  double scale_x, scale_y;
  double line; /* image pixels per pixel of the style */
  Poll *poll;
  Error *error;
} Renderer;

typedef struct Point {
  double x, y;
} Point;

/* Far enough that no pixel differs, and near enough that steps of a pixel are exact. */
static double within_reach(double coordinate) {
  const double farthest = 1e9;
  return fmax(-farthest, fmin(farthest, coordinate));
}

static Point point_of(const Renderer *renderer, const Ring *ring, size_t number) {
  const double *point = ring->points + 2 * (number % ring->count);
  return (Point){within_reach(point[0] * renderer->scale_x), within_reach(point[1] * renderer->scale_y)};
}

static void fill(Renderer *renderer, Colour colour, double opacity) {
  raster_fill(&renderer->raster, renderer->image, colour, opacity, renderer->poll, renderer->error);
}

static void fill_outline(Renderer *renderer, const Polygon *polygon, Colour colour, double opacity) {
  Error *error = renderer->error;
  for (uint32_t r = 0; r < polygon->ring_count && ok(error); r++) {
    const Ring *ring = &polygon->rings[r];
    double *points = memory_allocate(ring->count, 2 * sizeof *points, error);
    for (size_t i = 0; points && i < ring->count; i++) {
      Point point = point_of(renderer, ring, i);
      points[2 * i] = point.x;
      points[2 * i + 1] = point.y;
    }
    if (points) raster_add(&renderer->raster, points, ring->count, error);
    memory_release(points);
  }
  fill(renderer, colour, opacity);
}

/* ---- lines: a rectangle for each part of an outline, a disc at its corners; all turn the same way ---- */

static bool is_straight(Point a, Point b) {
  return a.x == b.x || a.y == b.y;
}

/* Lines along an axis extend beyond their ends by half their width, so that boxes have sharp corners. */
static void add_line(Renderer *renderer, Point a, Point b, double width, bool reaches) {
  double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy), half = width / 2;
  if (!(length > 0)) return;
  dx *= half / length;
  dy *= half / length;
  if (reaches) {
    a = (Point){a.x - dx, a.y - dy};
    b = (Point){b.x + dx, b.y + dy};
  }
  double points[] = {a.x + dy, a.y - dx, b.x + dy, b.y - dx, b.x - dy, b.y + dx, a.x - dy, a.y + dx};
  raster_add(&renderer->raster, points, 4, renderer->error);
}

static void add_disc(Renderer *renderer, Point centre, double radius) {
  /* Sixteen corners, turning like the lines; a table, so that they are the same on every machine. */
  static const double turns[4][2] = {{1, 0},
                                     {0.92387953251128674, 0.38268343236508977},
                                     {0.70710678118654757, 0.70710678118654757},
                                     {0.38268343236508977, 0.92387953251128674}};
  double points[32];
  for (int i = 0; i < 16; i++) {
    double x = turns[i % 4][0], y = turns[i % 4][1];
    for (int quarter = i / 4; quarter > 0; quarter--) {
      double old = x;
      x = -y;
      y = old;
    }
    points[2 * i] = centre.x + radius * x;
    points[2 * i + 1] = centre.y + radius * y;
  }
  raster_add(&renderer->raster, points, 16, renderer->error);
}

/* The visible part of a line, from 0 to 1. False if there is none. */
static bool visible_stretch(const Renderer *renderer, Point a, Point b, double width, double *from,
                            double *to) {
  const double starts[] = {a.x, a.y}, steps[] = {b.x - a.x, b.y - a.y};
  const double mosts[] = {renderer->image->width + width, renderer->image->height + width};
  *from = 0;
  *to = 1;
  for (int axis = 0; axis < 2; axis++) {
    double low = -width - starts[axis], high = mosts[axis] - starts[axis], step = steps[axis];
    if (step == 0) {
      if (low > 0 || high < 0) return false;
      continue;
    }
    *from = fmax(*from, step > 0 ? low / step : high / step);
    *to = fmin(*to, step > 0 ? high / step : low / step);
  }
  return *from < *to;
}

static Point between(Point a, Point b, double part) {
  return (Point){a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

/* The dashes of a line that begins `before` pixels after the start of its ring. */
static void add_dashes(Renderer *renderer, Point a, Point b, double width, Dash dash, double before) {
  double on = dash == DASH_DOTTED ? 0 : 3 * width, period = dash == DASH_DOTTED ? 2 * width : 5 * width;
  double length = sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)), from, to;
  if (!(length > 0) || !visible_stretch(renderer, a, b, width, &from, &to)) return;
  double start = floor((before + from * length) / period) * period - before;
  for (double at = start; at < to * length && ok(renderer->error); at += period) {
    double first = fmax(at, 0), last = fmin(at + on, length);
    if (dash == DASH_DOTTED && at >= 0)
      add_disc(renderer, between(a, b, at / length), width / 2);
    else if (first < last)
      add_line(renderer, between(a, b, first / length), between(a, b, last / length), width, false);
  }
}

static void add_ring_lines(Renderer *renderer, const Ring *ring, double width, Dash dash) {
  double before = 0;
  for (size_t i = 0; i < ring->count && ok(renderer->error); i++) {
    Point a = point_of(renderer, ring, i), b = point_of(renderer, ring, i + 1);
    double from, to;
    if (dash != DASH_NONE) {
      add_dashes(renderer, a, b, width, dash, before);
      before += sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
      continue;
    }
    if (!visible_stretch(renderer, a, b, width, &from, &to)) continue;
    Point next = point_of(renderer, ring, i + 2);
    add_line(renderer, a, b, width, is_straight(a, b));
    if (!is_straight(a, b) || !is_straight(b, next)) add_disc(renderer, b, width / 2);
  }
}

static void draw_lines(Renderer *renderer, const Polygon *polygon, const DrawnObject *object) {
  const double hair = 0.1;
  const Style *style = &object->style;
  double width = style->width * renderer->line;
  /* The dashes of a hairline are too short to see, and too many. */
  Dash dash = width < hair ? DASH_NONE : style->dash;
  if (width <= 0) return;
  for (uint32_t r = 0; r < polygon->ring_count && ok(renderer->error); r++)
    add_ring_lines(renderer, &polygon->rings[r], width, dash);
  fill(renderer, object->colour, 1);
}

static void draw_object(Renderer *renderer, const DrawnObject *object) {
  if (object->style.fill > 0) fill_outline(renderer, &object->outline, object->colour, object->style.fill);
  draw_lines(renderer, &object->outline, object);
  if (object->style.is_boxed) {
    double corners[8];
    Ring ring = box_ring(object->bounds, corners);
    draw_lines(renderer, &(Polygon){&ring, 1}, object);
  }
}

void render_drawing(const Drawing *drawing, double width, double height, Image *image, Poll *poll,
                    Error *error) {
  double longer = fmax(image->width, image->height);
  Renderer renderer = {.image = image,
                       .scale_x = image->width / width,
                       .scale_y = image->height / height,
                       .line = fmax(1, floor(longer / 1000 + .5)),
                       .poll = poll,
                       .error = error};
  for (size_t i = 0; i < drawing->count && ok(error); i++) draw_object(&renderer, &drawing->objects[i]);
  raster_release(&renderer.raster);
}
