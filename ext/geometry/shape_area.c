/*
** A shape is what lies above (has a smaller y than) its edges, counted with their signs: at (x, y) the sum of
** sign(e) over the edges e with e(x) > y is 1 inside and 0 outside. The product of two such sums, over all x
** and y, is the area in common:
**
**     sum over e of a, f of b:
**       sign(e) * sign(f) * integral of min(e(x), f(x)) - top over the x that both have
**
** Nothing in it asks who crosses whom: edges that touch, overlap or run back only give terms that cancel. All
** of it happens in the window that the shapes' boxes share, so edges are cut to it first: what is above it
** counts nothing, what is below it lies on its lower side.
*/
#include "geometry/shape_area.h"

#include <math.h>

static void sift_down(Edge *edges, size_t at, size_t count) {
  Edge edge = edges[at];
  for (size_t child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && edges[child + 1].left > edges[child].left) child++;
    if (edges[child].left <= edge.left) break;
    edges[at] = edges[child];
  }
  edges[at] = edge;
}

/* By their left ends: by insertion while they are few, else by a heap. */
static void sort_by_left(Edge *edges, size_t count) {
  enum { FEW = 40 };
  if (count <= FEW) {
    for (size_t i = 1; i < count; i++) {
      Edge edge = edges[i];
      size_t at = i;
      for (; at && edges[at - 1].left > edge.left; at--) edges[at] = edges[at - 1];
      edges[at] = edge;
    }
    return;
  }
  for (size_t i = count / 2; i-- > 0;) sift_down(edges, i, count);
  for (size_t end = count - 1; end > 0; end--) {
    Edge first = edges[0];
    edges[0] = edges[end];
    edges[end] = first;
    sift_down(edges, 0, end);
  }
}

/* The height at x, exact at both ends. */
static double height_at(const Edge *edge, double x) {
  if (x == edge->right) return edge->y_right;
  return edge->y_left + (x - edge->left) / (edge->right - edge->left) * (edge->y_right - edge->y_left);
}

/* Where the edge has that height; it has one end on either side. */
static double place_of(const Edge *edge, double y) {
  double share = (y - edge->y_left) / (edge->y_right - edge->y_left);
  double x = edge->left + share * (edge->right - edge->left);
  return x < edge->left ? edge->left : x > edge->right ? edge->right : x;
}

/* Cuts an edge at a height: what has a smaller y stays in it, the rest is returned. Both may be of no
** width. */
static Edge split_at(Edge *edge, double y) {
  Edge rest = *edge;
  if (edge->y_left >= y && edge->y_right >= y) {
    edge->right = edge->left;
  } else if (edge->y_left <= y && edge->y_right <= y) {
    rest.left = rest.right;
  } else {
    double x = place_of(edge, y);
    if (edge->y_left < y) {
      edge->right = rest.left = x;
      edge->y_right = rest.y_left = y;
    } else {
      edge->left = rest.right = x;
      edge->y_left = rest.y_right = y;
    }
  }
  return rest;
}

/* Keeps what an edge is within the window: at most two pieces. Returns how many. */
static size_t keep_in_window(Edge edge, Box window, Edge *out) {
  double right = window.x + window.width, bottom = window.y + window.height;
  size_t kept = 0;
  Edge whole = edge;
  if (whole.right > right) edge.y_right = height_at(&whole, right), edge.right = right;
  if (whole.left < window.x) edge.y_left = height_at(&whole, window.x), edge.left = window.x;
  edge = split_at(&edge, window.y);
  Edge below = split_at(&edge, bottom);
  if (edge.left < edge.right) out[kept++] = edge;
  if (below.left < below.right) {
    below.y_left = below.y_right = bottom;
    out[kept++] = below;
  }
  return kept;
}

size_t edges_in_window(const Polygon *polygon, Box window, Edge *out) {
  double right = window.x + window.width;
  size_t kept = 0;
  for (uint32_t r = 0; r < polygon->ring_count; r++) {
    const Ring *ring = &polygon->rings[r];
    for (size_t i = 0; i < ring->count; i++) {
      const double *from = ring->points + 2 * i, *to = ring->points + 2 * (i + 1 < ring->count ? i + 1 : 0);
      bool forth = from[0] < to[0];
      if (from[0] == to[0] || larger(from[1], to[1]) <= window.y) continue;
      Edge edge =
          forth ? (Edge){from[0], to[0], from[1], to[1], -1} : (Edge){to[0], from[0], to[1], from[1], 1};
      if (edge.right > window.x && edge.left < right) kept += keep_in_window(edge, window, out + kept);
    }
  }
  sort_by_left(out, kept);
  return kept;
}

/* The integral of the lesser of two edges, from y on, between two x. */
static double lesser_area(const Edge *e, const Edge *f, double left, double right, double y) {
  double e_left = height_at(e, left) - y, e_right = height_at(e, right) - y;
  double f_left = height_at(f, left) - y, f_right = height_at(f, right) - y;
  double ahead_left = e_left - f_left, ahead_right = e_right - f_right; /* of e over f */
  double width = right - left;
  if (ahead_left <= 0 && ahead_right <= 0) return width * (e_left + e_right) / 2;
  if (ahead_left >= 0 && ahead_right >= 0) return width * (f_left + f_right) / 2;
  /* They cross: the integral of e, less the triangle by which it is ahead. */
  double ahead = ahead_left > 0 ? ahead_left : ahead_right;
  double triangle = ahead * (ahead / fabs(ahead_left - ahead_right));
  return width * (e_left + e_right - triangle) / 2;
}

/* The edges that a sweep from left to right has reached and not left: the first `active` of the array, `next`
** comes next. */
typedef struct Sweep {
  Edge *edges;
  size_t count, next, active;
} Sweep;

/* Adds up what an edge has with those of the other shape, and drops the ones that lie behind it. */
static double meet_active(Sweep *others, const Edge *edge, double top) {
  double sum = 0;
  for (size_t i = 0; i < others->active;) {
    const Edge *other = &others->edges[i];
    if (other->right <= edge->left) {
      others->edges[i] = others->edges[--others->active];
      continue;
    }
    double right = edge->right < other->right ? edge->right : other->right;
    sum += other->sign * lesser_area(edge, other, edge->left, right, top);
    i++;
  }
  return edge->sign * sum;
}

double edges_shared_area(Edge *a, size_t a_count, Edge *b, size_t b_count, double top) {
  Sweep first = {a, a_count, 0, 0}, second = {b, b_count, 0, 0};
  double sum = 0;
  size_t work = 0;
  while (first.next < a_count || second.next < b_count) {
    bool is_first =
        second.next == b_count || (first.next < a_count && a[first.next].left <= b[second.next].left);
    Sweep *own = is_first ? &first : &second, *others = is_first ? &second : &first;
    Edge edge = own->edges[own->next++];
    work += others->active;
    if (work > EDGES_MOST_WORK) return (double)NAN;
    sum += meet_active(others, &edge, top);
    own->edges[own->active++] = edge;
  }
  return sum;
}
