/*
** What the processor can do beyond what every one of its kind can.
*/
#ifndef BOXSCORE_BASE_PLATFORM_PROCESSOR_H
#define BOXSCORE_BASE_PLATFORM_PROCESSOR_H

#include <stdbool.h>

/* Functions with PROCESSOR_WIDE are compiled for AVX2 and FMA, where there is such a thing; they may be
** called only if processor_is_wide. */
#if defined(__x86_64__) && defined(__GNUC__)
#define PROCESSOR_WIDE __attribute__((target("avx2,fma")))
#endif

bool processor_is_wide(void);

#endif
