/* Verdicts on requirements, and the images that would decide. */
#include "statistics/verdict/verdict.h"

#include <math.h>

#include "unit.h"

static void check_verdicts(void) {
  const double none = (double)NAN;
  CHECK(verdict_of(0.5, 0.7, 0.4, false) == VERDICT_PASS);
  CHECK(verdict_of(0.5, 0.7, 0.5, false) == VERDICT_PASS);
  CHECK(verdict_of(0.5, 0.7, 0.6, false) == VERDICT_INCONCLUSIVE);
  CHECK(verdict_of(0.5, 0.7, 0.7, false) == VERDICT_INCONCLUSIVE);
  CHECK(verdict_of(0.5, 0.7, 0.8, false) == VERDICT_FAIL);
  CHECK(verdict_of(0.5, 0.7, 0.4, true) == VERDICT_FAIL);
  CHECK(verdict_of(0.5, 0.7, 0.5, true) == VERDICT_INCONCLUSIVE);
  CHECK(verdict_of(0.5, 0.7, 0.7, true) == VERDICT_PASS);
  CHECK(verdict_of(none, none, 0.7, true) == VERDICT_INSUFFICIENT_DATA);
  CHECK(strcmp(verdict_name(VERDICT_INCONCLUSIVE), "inconclusive") == 0);
}

static void check_images(void) {
  CHECK(verdict_images_needed(100, 0.625, 0.5, 0.7, 0.5625) ==
        400); /* half the width: four times the images */
  CHECK(verdict_images_needed(100, 0.5, 0.25, 0.625, 0.5625) == 400);
  CHECK(isnan(verdict_images_needed(100, 0.5, 0.25, 0.625, 0.5)));
  CHECK(isnan(verdict_images_needed(100, 0.5, 0.25, 0.625, nextafter(0.5, 1))));
}

int main(void) {
  unit_begin();
  check_verdicts();
  check_images();
  return unit_end("verdict");
}
