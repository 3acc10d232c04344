import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { loadPart } from "./later.ts";
import type { Resources } from "../locales/en.ts";

export const LANGUAGES = { en: "English", es: "Español" } as const;
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "oscar-language";

const loaders: Record<Language, () => Promise<Resources>> = {
  en: async () => (await import("../locales/en.ts")).en,
  es: async () => (await import("../locales/es.ts")).es,
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: Resources;
  }
}

/** Starts with the language chosen before, else the browser's, else English. */
export async function startI18n(): Promise<i18n> {
  const language = initialLanguage();
  const resources = await loadPart(loaders[language]);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: resources },
    defaultNS: "common",
    fallbackLng: false,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  document.documentElement.lang = language;
  return i18next;
}

/** Loads a language, shows it, and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  const resources = await loadPart(loaders[language]);
  for (const [namespace, bundle] of Object.entries(resources)) {
    i18next.addResourceBundle(language, namespace, bundle, true, true);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is switched off: the choice lasts as long as this page.
  }
}

/** The language shown now. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

function initialLanguage(): Language {
  const stored = storedLanguage();
  if (isLanguage(stored)) return stored;
  const wanted = navigator.languages.map((tag) => tag.split("-")[0] ?? "");
  return wanted.find(isLanguage) ?? "en";
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && Object.hasOwn(LANGUAGES, text);
}
