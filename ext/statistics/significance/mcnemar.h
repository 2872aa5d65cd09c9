/*
** McNemar's test: whether two models differ in what they find, by the labels that only one of them finds
** (numbers.md, section 9b).
*/
#ifndef BOXSCORE_STATISTICS_SIGNIFICANCE_MCNEMAR_H
#define BOXSCORE_STATISTICS_SIGNIFICANCE_MCNEMAR_H

#include <stddef.h>
#include <stdint.h>

/* Labels that only the second model found, and that only the first did. */
typedef struct Discordant {
  size_t won, lost;
  double squares; /* the sum over images of (won - lost)^2 */
} Discordant;

/* The labels of one more image. */
static inline void discordant_add(Discordant *pairs, size_t won, size_t lost) {
  double difference = (double)won - (double)lost;
  pairs->won += won;
  pairs->lost += lost;
  pairs->squares += difference * difference;
}

/* Two-sided p. By image: labels of one image may be found or missed together; NaN where no image differs. The
** exact one of the binomial distribution takes labels as independent; 1 where none differs. */
double mcnemar_by_image(const Discordant *pairs);
double mcnemar_exact(const Discordant *pairs);

#endif
