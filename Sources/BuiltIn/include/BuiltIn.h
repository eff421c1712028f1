/// The files that come with the program, as they stand in this folder: UTF-8 text that ends with a zero byte.
///
/// In C because its compiler takes in a file as it is (`#embed`), where a literal of its bytes costs the Swift compiler seconds.
const char *built_in_chi_lang_2026(void);
const char *built_in_vietnam_2026(void);
const char *built_in_ideal(void);
