#include "picture/captions.h"

#include <math.h>

#include "picture/text.h"

/* The available room: the frame, and the plates already placed. */
typedef struct Room {
  const Drawing *drawing;
  Box frame;
  double font_size;
  Caption *captions;
  size_t count;
} Room;

static double shared(Box a, Box b) {
  double width = fmin(a.x + a.width, b.x + b.width) - fmax(a.x, b.x);
  double height = fmin(a.y + a.height, b.y + b.height) - fmax(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/* The part of an object that is in the frame. */
static bool visible_part(const Room *room, const DrawnObject *object, Box *out) {
  const Box *bounds = &object->bounds, *frame = &room->frame;
  double left = fmax(frame->x, bounds->x), right = fmin(frame->x + frame->width, bounds->x + bounds->width);
  double top = fmax(frame->y, bounds->y), bottom = fmin(frame->y + frame->height, bounds->y + bounds->height);
  *out = (Box){left, top, right - left, bottom - top};
  return left <= right && top <= bottom;
}

/* A caption whose text fits into the frame. */
static Caption begin_caption(const Room *room, const DrawnObject *object) {
  const double dots = text_width("...", 3);
  double most = room->frame.width / room->font_size - 2 * CAPTION_PADDING;
  Caption caption = {.object = object, .length = object->caption_length};
  double width = text_width(object->caption, caption.length);
  if (width > most) {
    caption.length = text_fitting(object->caption, object->caption_length, most - dots);
    width = text_width(object->caption, caption.length) + dots;
  }
  caption.text_width = width * room->font_size;
  caption.plate.width = caption.text_width + 2 * CAPTION_PADDING * room->font_size;
  caption.plate.height = CAPTION_HEIGHT * room->font_size;
  return caption;
}

/* How much of the plate would cover others, in plates; covering marked objects costs a little. */
static double cost(const Room *room, const DrawnObject *object, Box plate) {
  double area = box_area(plate), hidden = 0, marked = 0;
  for (size_t i = 0; i < room->count; i++) hidden += shared(plate, room->captions[i].plate);
  for (size_t i = room->drawing->count;
       i-- > 0 && room->drawing->objects[i].style.layer > object->style.layer;)
    marked += shared(plate, room->drawing->objects[i].bounds);
  return (hidden + marked / 8) / area;
}

/* Tries places around and in the object, the usual ones first. Returns the cost of the best. */
static double find_place(const Room *room, Caption *caption, Box part) {
  Box plate = caption->plate;
  const Box *frame = &room->frame;
  double right = part.x + part.width - plate.width, bottom = part.y + part.height;
  double behind = part.x + part.width, before = part.x - plate.width, low = bottom - plate.height;
  const double places[][2] = {
      {part.x, part.y - plate.height},
      {part.x, part.y},
      {part.x, bottom},
      {right, part.y - plate.height},
      {right, part.y},
      {part.x, low},
      {right, bottom},
      {right, low},
      {behind, part.y},
      {before, part.y},
      {behind, low},
      {before, low},
      {part.x, part.y - 2 * plate.height},
      {part.x, part.y + plate.height},
      {part.x, bottom + plate.height},
      {part.x + part.width / 2 - plate.width / 2, part.y + part.height / 2 - plate.height / 2},
  };
  double best = INFINITY;
  for (size_t i = 0; i < sizeof places / sizeof *places && best > 0; i++) {
    plate.x = fmax(frame->x, fmin(places[i][0], frame->x + frame->width - plate.width));
    plate.y = fmax(frame->y, fmin(places[i][1], frame->y + frame->height - plate.height));
    double found = cost(room, caption->object, plate);
    if (found >= best) continue;
    best = found;
    caption->plate = plate;
  }
  return best;
}

size_t captions_place(const Drawing *drawing, Box frame, double font_size, Caption **out, Arena *arena,
                      Error *error) {
  const double hidden_most = .1;
  Room room = {drawing, frame, font_size, NULL, 0};
  size_t most = drawing->count < CAPTIONS_MOST ? drawing->count : CAPTIONS_MOST;
  room.captions = arena_allocate(arena, most * sizeof *room.captions, error);
  *out = room.captions;
  if (!room.captions) return 0;
  /* From the uppermost layer down, in each the large ones, which come first in it, first. */
  for (size_t end = drawing->count, tried = 0; end > 0 && tried < CAPTIONS_MOST;) {
    size_t start = end;
    while (start > 0 && drawing->objects[start - 1].style.layer == drawing->objects[end - 1].style.layer)
      start--;
    for (size_t i = start; i < end && tried < CAPTIONS_MOST; i++) {
      Box part;
      const DrawnObject *object = &drawing->objects[i];
      if (!object->caption_length || !visible_part(&room, object, &part)) continue;
      Caption caption = begin_caption(&room, object);
      tried++;
      if (find_place(&room, &caption, part) < hidden_most || !room.count)
        room.captions[room.count++] = caption;
    }
    end = start;
  }
  return room.count;
}
