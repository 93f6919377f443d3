/* SPDX-License-Identifier: MIT */
/* What a fuzz target gives: libFuzzer calls it with what it makes up, replay.c with the corpus. */
#ifndef ZIPING_TESTS_FUZZ_H
#define ZIPING_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Returns 0; aborts when a promise is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
