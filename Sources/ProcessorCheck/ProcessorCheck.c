#include "ProcessorCheck.h"

#ifndef GIAINGAN_PROCESSOR_LEVEL
#define GIAINGAN_PROCESSOR_LEVEL 1
#endif

#if defined(__x86_64__)

int processor_level_compiled_for(void) { return GIAINGAN_PROCESSOR_LEVEL; }

#if GIAINGAN_PROCESSOR_LEVEL > 1
#include <string.h>
#include <unistd.h>

static int has_level(void) {
  __builtin_cpu_init();
  if (!(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("fma") && __builtin_cpu_supports("popcnt")))
    return 0;
#if GIAINGAN_PROCESSOR_LEVEL > 3
  if (!(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl")))
    return 0;
#endif
  return 1;
}

// Before anything of the program runs: an older processor is told so instead of meeting an instruction that it does not know.
__attribute__((constructor(101))) static void require_level(void) {
  static const char message[] =
      "giaingan: this program was built for a newer processor (x86-64 level "
#if GIAINGAN_PROCESSOR_LEVEL > 3
      "4: AVX-512"
#else
      "3: AVX2"
#endif
      "); build it on this machine, or with GIAINGAN_PROCESSOR=baseline in the environment.\n"
      "giaingan: chuong trinh duoc bien dich cho bo xu ly moi hon; hay bien dich tren may nay, "
      "hoac dat GIAINGAN_PROCESSOR=baseline khi bien dich.\n";
  if (has_level()) return;
  ssize_t written = write(STDERR_FILENO, message, strlen(message));
  (void)written;
  _exit(69);
}
#endif

#else

int processor_level_compiled_for(void) { return 0; }

#endif
