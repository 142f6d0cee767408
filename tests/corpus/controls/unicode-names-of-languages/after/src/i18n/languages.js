export const LANGUAGES = [
  { code: "ar", name: "العربية" },
  { code: "de", name: "Deutsch" },
  { code: "en", name: "English" },
  { code: "fr", name: "Français" },
  { code: "he", name: "עברית" },
  { code: "uk", name: "Українська" },

];

export function nameOf(code) {
  return LANGUAGES.find((language) => language.code === code)?.name ?? code;
}
