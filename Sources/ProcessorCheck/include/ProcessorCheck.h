#ifndef PROCESSOR_CHECK_H
#define PROCESSOR_CHECK_H

/// The x86-64 level that the core was compiled for: 1 (any), 3 (AVX2) or 4 (AVX-512); 0 on other architectures.
int processor_level_compiled_for(void);

#endif
