#include "sql/images/image_cache.h"

#include <string.h>

#include "base/buffer.h"
#include "image/image_decode.h"

typedef struct ImageCache {
  Buffer file; /* the bytes of the image; none: there is no image */
  Image image;
  bool measured;
  PixelMetrics whole; /* if it is measured */
  PixelScratch scratch;
} ImageCache;

static void cache_release(void *held) {
  ImageCache *cache = held;
  buffer_release(&cache->file);
  image_release(&cache->image);
  pixel_scratch_release(&cache->scratch);
  memory_release(cache);
}

static const Slot slot = {cache_release};

static ImageCache *cache_of(Connection *connection, Error *error) {
  void **kept = connection_slot(connection, &slot);
  if (!*kept) *kept = memory_allocate_zeroed(1, sizeof(ImageCache), error);
  return ok(error) ? *kept : NULL;
}

static bool holds(const ImageCache *cache, const void *bytes, size_t length) {
  return length > 0 && cache->file.length == length && memcmp(cache->file.bytes, bytes, length) == 0;
}

const Image *image_cache_decode(Connection *connection, const void *bytes, size_t length, Error *error) {
  ImageCache *cache = cache_of(connection, error);
  if (!cache) return NULL;
  if (holds(cache, bytes, length)) return &cache->image;
  Watch watch;
  cache->file.length = 0;
  cache->measured = false;
  watch_begin(&watch, connection->db, error);
  image_decode(bytes, length, &cache->image, &watch.poll, error);
  watch_end(&watch);
  buffer_add(&cache->file, bytes, length, error);
  return ok(error) ? &cache->image : NULL;
}

static void measure(ImageCache *cache, sqlite3 *db, const Mask *mask, PixelMetrics *out, Error *error) {
  enum { SHORT = 1 << 20 }; /* pixels that take less time than it is worth to listen for an interrupt */
  const Image *image = &cache->image;
  Watch watch = {0};
  if ((uint64_t)image->width * image->height > SHORT) watch_begin(&watch, db, error);
  if (mask)
    pixel_metrics(image, mask, 1, NULL, out, &cache->scratch, &watch.poll, error);
  else
    pixel_metrics(image, NULL, 0, out, NULL, &cache->scratch, &watch.poll, error);
  watch_end(&watch);
}

PixelMetrics image_cache_measure(Connection *connection, const Mask *mask, Error *error) {
  ImageCache *cache = *connection_slot(connection, &slot);
  PixelMetrics metrics = {{0}};
  if (!ok(error)) return metrics;
  if (mask) {
    measure(cache, connection->db, mask, &metrics, error);
    return metrics;
  }
  if (!cache->measured) measure(cache, connection->db, NULL, &cache->whole, error);
  cache->measured = ok(error);
  return cache->whole;
}

void image_cache_trim(Connection *connection) {
  void **kept = connection_slot(connection, &slot);
  const ImageCache *cache = *kept;
  if (!cache || cache->file.capacity + cache->image.capacity <= IMAGE_CACHE_MOST) return;
  cache_release(*kept);
  *kept = NULL;
}
