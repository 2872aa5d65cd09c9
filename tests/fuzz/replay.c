/*
** Runs a fuzz target over files, where there is no libFuzzer: replay NAME FILE...
*/
#include "fuzz.h"

#include <signal.h>

static const char *running;

static void tell_which(int number) {
  (void)number;
  fprintf(stderr, "failed: %s\n", running);
}

int main(int count, char **words) {
  signal(SIGABRT, tell_which);
  int passed = 0;
  for (int i = 2; i < count; i++) {
    FILE *file = fopen(words[i], "rb");
    if (!file) {
      fprintf(stderr, "cannot open %s\n", words[i]);
      return 2;
    }
    uint8_t *data = malloc(1 << 20);
    size_t size = data ? fread(data, 1, 1 << 20, file) : 0;
    fclose(file);
    uint8_t *exact = malloc(size ? size : 1); /* so that a reading beyond the end is seen */
    if (!data || !exact) return 2;
    memcpy(exact, data, size);
    running = words[i];
    LLVMFuzzerTestOneInput(exact, size);
    passed++;
    free(exact);
    free(data);
  }
  printf("fuzz replay %s: %d passed, 0 failed\n", count > 1 ? words[1] : "", passed);
  return 0;
}
