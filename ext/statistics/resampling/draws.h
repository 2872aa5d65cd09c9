/*
** Random numbers by counting: which bits come depends on a seed, a number and a place, never on what was
** drawn before, so any thread can draw any of them (numbers.md, section 9b).
**
** With mix(z), a step of splitmix64 (public domain, S. Vigna), and all modulo 2^64:
**
**     key(b)     = mix(seed ^ mix(b))                                of resample b, from 0
**     draw(b, j) = the upper 32 bits of mix(key(b) + j g)            g = 0x9E3779B97F4A7C15
*/
#ifndef BOXSCORE_STATISTICS_RESAMPLING_DRAWS_H
#define BOXSCORE_STATISTICS_RESAMPLING_DRAWS_H

#include <stdint.h>

#define DRAWS_GOLDEN UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t draws_mix(uint64_t z) {
  z += DRAWS_GOLDEN;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static inline uint64_t draws_key(uint64_t seed, uint64_t resample) {
  return draws_mix(seed ^ draws_mix(resample));
}

static inline uint64_t draws_get(uint64_t key, uint64_t place) {
  return draws_mix(key + place * DRAWS_GOLDEN) >> 32;
}

#endif
