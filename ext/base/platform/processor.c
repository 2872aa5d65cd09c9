#include "base/platform/processor.h"

#ifdef PROCESSOR_WIDE
#include <cpuid.h>

/* The system has to save the wide registers too. */
static bool system_saves_wide(void) {
  enum { VECTORS = 6 };
  unsigned low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & VECTORS) == VECTORS;
}

bool processor_is_wide(void) {
  const unsigned saves = 1U << 27, fma = 1U << 12, avx = 1U << 28, avx2 = 1U << 5;
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & (saves | fma | avx)) != (saves | fma | avx)) return false;
  return system_saves_wide() && __get_cpuid_count(7, 0, &a, &b, &c, &d) && b & avx2;
}
#else
bool processor_is_wide(void) {
  return false;
}
#endif
