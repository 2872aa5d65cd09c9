/*
** A sum that keeps what each addition rounds away: nearly always the correctly rounded sum, so the order of
** the terms hardly matters, and numbers that are sums of many rows are good to the last digits.
*/
#ifndef BOXSCORE_STATISTICS_EXACT_SUM_H
#define BOXSCORE_STATISTICS_EXACT_SUM_H

typedef struct ExactSum {
  double sum, rest;
} ExactSum;

static inline void exact_sum_add(ExactSum *sum, double term) {
  double total = sum->sum + term, kept = total - sum->sum;
  sum->rest += (sum->sum - (total - kept)) + (term - kept);
  sum->sum = total;
}

static inline double exact_sum_value(const ExactSum *sum) {
  return sum->sum + sum->rest;
}

#endif
