#include "host/kept/kept.h"

typedef struct KeptItem {
  Shared *shared;
  Sources sources;
  size_t bytes;
  struct KeptItem *next;
} KeptItem;

typedef struct Kept {
  KeptItem *first; /* those used last come first */
  KeptFacts facts;
} Kept;

static void item_free(KeptItem *item) {
  shared_leave(item->shared);
  sources_release(&item->sources);
  memory_release(item);
}

static void release_kept(void *held) {
  Kept *kept = held;
  for (KeptItem *item = kept->first, *next; item; item = next) {
    next = item->next;
    item_free(item);
  }
  memory_release(kept);
}

static const Slot kept_slot = {release_kept};

/* NULL: there is no memory for it. */
static Kept *kept_of(Connection *connection) {
  void **slot = connection_slot(connection, &kept_slot);
  Error error = {0};
  if (*slot) return *slot;
  Kept *kept = memory_allocate_zeroed(1, sizeof *kept, &error);
  if (kept) kept->facts.limit = KEPT_LIMIT_USUAL;
  return *slot = kept;
}

KeptFacts kept_facts(Connection *connection) {
  const Kept *kept = kept_of(connection);
  return kept ? kept->facts : (KeptFacts){.limit = KEPT_LIMIT_USUAL};
}

static void unlink_item(Kept *kept, const KeptItem *item) {
  KeptItem **link = &kept->first;
  while (*link != item) link = &(*link)->next;
  *link = item->next;
}

static void push_item(Kept *kept, KeptItem *item) {
  item->next = kept->first;
  kept->first = item;
}

Shared *kept_find(Connection *connection, const SharedKind *kind, const void *asked) {
  Kept *kept = kept_of(connection);
  if (!kept || !kept->facts.limit) return NULL;
  for (KeptItem *item = kept->first, *next; item; item = next) {
    next = item->next;
    if (item->shared->kind != kind || !kind->is_same(item->shared, asked)) continue;
    SourcesState state = sources_state(&item->sources, connection);
    if (state == SOURCES_UNKNOWN) continue;
    unlink_item(kept, item);
    if (state == SOURCES_STALE) {
      kept->facts.bytes -= item->bytes;
      item_free(item);
      continue;
    }
    push_item(kept, item);
    kept->facts.hits++;
    return shared_hold(item->shared);
  }
  kept->facts.misses++;
  return NULL;
}

bool kept_holds(Connection *connection, const Shared *shared) {
  const Kept *kept = kept_of(connection);
  const KeptItem *item = kept ? kept->first : NULL;
  while (item && item->shared != shared) item = item->next;
  return item;
}

/* A host that limits its memory needs most of it for itself. */
static size_t budget(const Kept *kept) {
  enum { SHARE = 4 };
  sqlite3_int64 hard = sqlite3_hard_heap_limit64(-1), soft = sqlite3_soft_heap_limit64(-1);
  sqlite3_int64 least = hard > 0 && (soft <= 0 || hard < soft) ? hard : soft;
  size_t limit = kept->facts.limit;
  return least > 0 && (sqlite3_uint64)least / SHARE < limit ? (size_t)least / SHARE : limit;
}

void kept_trim(Connection *connection) {
  Kept *kept = kept_of(connection);
  if (!kept) return;
  size_t most = budget(kept);
  kept->facts.bytes = 0;
  for (KeptItem *item = kept->first, *next; item; item = next) {
    next = item->next;
    item->bytes = item->shared->kind->bytes(item->shared);
    kept->facts.bytes += item->bytes;
    if (kept->facts.bytes <= most) continue;
    kept->facts.bytes -= item->bytes;
    unlink_item(kept, item);
    item_free(item);
  }
}

void kept_add(Connection *connection, Shared *shared, Sources *sources) {
  Error error = {0};
  Kept *kept = sources->is_complete ? kept_of(connection) : NULL;
  KeptItem *item = kept ? memory_allocate_zeroed(1, sizeof *item, &error) : NULL;
  if (!item) {
    sources_release(sources);
    return;
  }
  *item = (KeptItem){.shared = shared_hold(shared), .sources = *sources};
  *sources = (Sources){0};
  push_item(kept, item);
  kept_trim(connection);
}

void kept_set_limit(Connection *connection, size_t limit, Error *error) {
  Kept *kept = kept_of(connection);
  if (!kept) error_memory(error);
  if (!kept) return;
  kept->facts.limit = limit;
  kept_trim(connection);
}
