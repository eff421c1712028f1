#include "BuiltIn.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chi_lang_2026[] = {
#embed "chi-lang-2026.yaml" suffix(, 0)
};

static const unsigned char vietnam_2026[] = {
#embed "vietnam-2026.yaml" suffix(, 0)
};

static const unsigned char ideal[] = {
#embed "ideal.yaml" suffix(, 0)
};

const char *built_in_chi_lang_2026(void) { return (const char *)chi_lang_2026; }
const char *built_in_vietnam_2026(void) { return (const char *)vietnam_2026; }
const char *built_in_ideal(void) { return (const char *)ideal; }
