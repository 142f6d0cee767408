export const LANGUAGES = [
  { code: "de", name: "Deutsch" },
  { code: "en", name: "English" },
  { code: "fr", name: "Français" },
];

export function nameOf(code) {
  return LANGUAGES.find((language) => language.code === code)?.name ?? code;
}
