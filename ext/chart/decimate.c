#include "chart/decimate.h"

#include <math.h>
#include <stdbool.h>

/* Copies the first, lowest, highest and last of spots[begin..end) to `out`, in their order. */
static size_t keep_four(const Spot *spots, size_t begin, size_t end, Spot *out) {
  size_t low = begin, high = begin, count = 0;
  for (size_t i = begin; i < end; i++) {
    if (spots[i].y < spots[low].y) low = i;
    if (spots[i].y > spots[high].y) high = i;
  }
  size_t middle[] = {low < high ? low : high, low < high ? high : low};
  Spot four[4] = {spots[begin], spots[middle[0]], spots[middle[1]], spots[end - 1]};
  size_t places[4] = {begin, middle[0], middle[1], end - 1};
  for (size_t i = 0; i < 4; i++) {
    if (i == 0 || places[i] != places[i - 1]) out[count++] = four[i];
  }
  return count;
}

static size_t by_column(Spot *spots, size_t count, double column) {
  size_t left = 0;
  for (size_t begin = 0, end; begin < count; begin = end) {
    double place = floor(spots[begin].x / column);
    for (end = begin + 1; end < count && floor(spots[end].x / column) == place; end++) {}
    left += keep_four(spots, begin, end, spots + left);
  }
  return left;
}

/* The directions in which a line from the anchor passes all points so far: from `low` to `high`,
** counterclockwise. */
typedef struct Cone {
  Spot low, high;
  double reach; /* the furthest point in it */
  bool open;    /* no point yet */
} Cone;

static double cross(Spot a, Spot b) {
  return a.x * b.y - a.y * b.x;
}

/* Whether the line may extend to `to` (seen from the anchor) and still pass all points before it; narrows the
** cone. */
static bool cone_takes(Cone *cone, Spot to, double tolerance) {
  double distance = sqrt(to.x * to.x + to.y * to.y);
  if (distance < cone->reach) return false; /* it turns back, and the tip of a spike would be lost */
  bool ahead = cone->low.x * to.x + cone->low.y * to.y >= 0;
  if (!cone->open && (!ahead || cross(cone->low, to) < 0 || cross(to, cone->high) < 0)) return false;
  cone->reach = distance;
  if (distance <= tolerance) return true;
  double along = sqrt(distance * distance - tolerance * tolerance);
  Spot low = {to.x * along + to.y * tolerance, to.y * along - to.x * tolerance};
  Spot high = {to.x * along - to.y * tolerance, to.y * along + to.x * tolerance};
  if (cone->open || cross(cone->low, low) > 0) cone->low = low;
  if (cone->open || cross(high, cone->high) > 0) cone->high = high;
  cone->open = false;
  return true;
}

static size_t drop_straight(Spot *spots, size_t count, double tolerance) {
  if (count < 3) return count;
  size_t left = 1; /* spots[left - 1] is the anchor */
  Cone cone = {.open = true};
  for (size_t i = 1; i < count; i++) {
    Spot to = {spots[i].x - spots[left - 1].x, spots[i].y - spots[left - 1].y};
    if (cone_takes(&cone, to, tolerance)) continue;
    spots[left] = spots[i - 1];
    left++;
    cone = (Cone){.open = true};
    cone_takes(&cone, (Spot){spots[i].x - spots[left - 1].x, spots[i].y - spots[left - 1].y}, tolerance);
  }
  spots[left++] = spots[count - 1];
  return left;
}

size_t decimate(Spot *spots, size_t count, double column, double tolerance) {
  return drop_straight(spots, by_column(spots, count, column), tolerance);
}
