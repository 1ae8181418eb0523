import { decimal, toPercentText } from './decimal.js';
import type { Language } from './findings.js';
import { addDays, type Period } from './period.js';
import type { Stretch } from './result.js';
import { round } from './rounding.js';
import { FLAG, isNumeric, RATIO, type Unit } from './units.js';
import type { Title } from './values.js';

const NO_BREAK_SPACE = '\u00a0';
const GROUPS: Record<Language, string> = { en: ',', ru: NO_BREAK_SPACE };
const QUOTES: Record<Language, readonly [string, string]> = { en: ['“', '”'], ru: ['«', '»'] };
/** Numbers that never end are shown to this many places; the explanation itself keeps them whole. */
const PLACES_SHOWN = decimal('0.000001');

/** The period, or the days of a part of it: `2026-03-16 … 2026-03-31`. */
export function periodForReading(
  period: Period,
  stretch: Pick<Stretch, 'from' | 'until'> | undefined,
): string {
  return stretch ? `${stretch.from} … ${addDays(stretch.until, -1)}` : period;
}

/** The title in a language, else in the other one, else the name. */
export function titleIn(title: Title | null | undefined, language: Language, name: string): string {
  return title?.[language] ?? title?.[language === 'en' ? 'ru' : 'en'] ?? name;
}

/** `86000` as 86,000 in English, 86 000 (no-break) in Russian; decimal comma in Russian. */
export function numberForReading(text: string, language: Language, groups = GROUPS[language]): string {
  const shown = /^-?[\d.]+$/.test(text)
    ? round(decimal(text), { to: PLACES_SHOWN, mode: 'half-away' }).toFixed()
    : text;
  const [whole = '', fraction] = shown.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, groups);
  const sign = language === 'ru' ? ',' : '.';
  return fraction === undefined ? grouped : `${grouped}${sign}${fraction}`;
}

/** `91%`, in Russian with a no-break space: `91 %`. */
function percentForReading(text: string, language: Language): string {
  return `${numberForReading(text.slice(0, -1), language)}${language === 'ru' ? NO_BREAK_SPACE : ''}%`;
}

/** A canonical value of a unit; ratios as percents, flags as words. */
export function valueForReading(text: string, unit: Unit, language: Language): string {
  if (unit === RATIO) return percentForReading(toPercentText(decimal(text)), language);
  if (unit === FLAG) return FLAGS[language][text === 'true' ? 0 : 1];
  return isNumeric(unit) ? numberForReading(text, language) : text;
}

const FLAGS = { en: ['yes', 'no'], ru: ['да', 'нет'] } as const;

/** A title in the language's quotation marks. */
export function quoted(title: string, language: Language): string {
  const [open, close] = QUOTES[language];
  return `${open}${title}${close}`;
}

const TOKEN = /"[^"]*"|[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)?|\d+(?:\.\d+)?%?|<>|<=|>=|[*/,-]|\s+|./g;

const SIGNS: Record<string, string> = { '*': '×', '/': '÷', '-': '−', '<>': '≠', '<=': '≤', '>=': '≥' };

/** Functions under the names a Russian spreadsheet gives them. */
const WORDS_RU: Record<string, string> = {
  IF: 'ЕСЛИ',
  MIN: 'МИН',
  MAX: 'МАКС',
  ABS: 'МОДУЛЬ',
  ROUND: 'ОКРУГЛИТЬ',
  FLOOR: 'ОКРУГЛИТЬ_ВНИЗ',
  CEIL: 'ОКРУГЛИТЬ_ВВЕРХ',
  DEFAULT: 'ПО_УМОЛЧАНИЮ',
  DIVIDE: 'РАЗДЕЛИТЬ',
  DAYS: 'ДНЕЙ',
  MONTHS: 'МЕСЯЦЕВ',
  STEP: 'СТУПЕНЬ',
  BANDS: 'ПО_ЧАСТЯМ',
  CURVE: 'ПО_ЛИНИИ',
  MATRIX: 'ПО_СЕТКЕ',
  MATCH: 'НАЙТИ',
  SUM: 'СУММА',
  COUNT: 'СЧЁТ',
  PRIOR: 'РАНЕЕ',
  PORTION: 'ЧАСТЬ',
  SPLIT: 'РАЗДЕЛИТЬ_ФОНД',
  RANK: 'МЕСТО',
  AND: 'И',
  OR: 'ИЛИ',
  NOT: 'НЕ',
  IN: 'В',
  TRUE: 'ДА',
  FALSE: 'НЕТ',
};

/** A formula of the language as people write it: titles for names, × and ÷, numbers in the reader's notation. */
export function formulaForReading(
  formula: string,
  language: Language,
  titles: ReadonlyMap<string, string> = new Map(),
): string {
  return formula.replace(TOKEN, (token) => {
    if (/^\s/.test(token)) return ' ';
    if (/^\d/.test(token)) {
      // No commas inside English numbers here: commas stand between arguments.
      const groups = language === 'ru' ? GROUPS.ru : '';
      return token.endsWith('%')
        ? percentForReading(token, language)
        : numberForReading(token, language, groups);
    }
    // A decimal comma needs another sign between arguments.
    if (token === ',') return language === 'ru' ? ';' : ',';
    const sign = SIGNS[token];
    if (sign) return sign;
    return /^[A-Za-z_]/.test(token) ? wordForReading(token, language, titles) : token;
  });
}

function wordForReading(word: string, language: Language, titles: ReadonlyMap<string, string>): string {
  const [name, column] = word.split('.').map((part) => part.trim());
  const title = titles.get(name!);
  if (title !== undefined) return `${quoted(title, language)}${column === undefined ? '' : `.${column}`}`;
  return language === 'ru' ? (WORDS_RU[word] ?? word) : word;
}
