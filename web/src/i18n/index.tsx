import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { en } from './en.js';
import { type Formats, formatsOf, type Language } from './format.js';

/** All texts of a language. A language without one of them, or with other arguments, does not compile. */
export type Texts = typeof en;

const KEPT_AS = 'premia-language';
const CATALOGUES: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en.js')).en,
  ru: async () => (await import('./ru.js')).ru,
};

interface Speaking {
  texts: Texts;
  formats: Formats;
  speak(language: Language): void;
}

const Spoken = createContext<Speaking | undefined>(undefined);

/** The language in use, for what is not a component, such as requests. */
export const languageNow = (): Language => {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'en' || kept === 'ru') return kept;
  return navigator.language.startsWith('ru') ? 'ru' : 'en';
};

/** Whether somebody has chosen a language in this browser. */
export const isLanguageChosen = (): boolean => localStorage.getItem(KEPT_AS) !== null;

export const textsOf = (language: Language): Promise<Texts> => CATALOGUES[language]();

/** Speaks `first`, whose texts are loaded already, until another language is chosen; remembers that in this browser. */
export function LanguageProvider({ texts, children }: { texts: Texts; children: ReactNode }) {
  const [spoken, setSpoken] = useState({ language: languageNow(), texts });
  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);
  const value = useMemo<Speaking>(
    () => ({
      texts: spoken.texts,
      formats: formatsOf(spoken.language),
      speak: (language) => {
        localStorage.setItem(KEPT_AS, language);
        void textsOf(language).then((loaded) => setSpoken({ language, texts: loaded }));
      },
    }),
    [spoken],
  );
  return <Spoken value={value}>{children}</Spoken>;
}

function useSpeaking(): Speaking {
  const spoken = use(Spoken);
  if (!spoken) throw new Error('texts are asked for outside of LanguageProvider');
  return spoken;
}

/** The texts of the language in use. */
export const useTexts = (): Texts => useSpeaking().texts;
/** Amounts, percents, dates as the language in use writes them. */
export const useFormats = (): Formats => useSpeaking().formats;
export const useSpeak = (): ((language: Language) => void) => useSpeaking().speak;
