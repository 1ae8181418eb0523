export type Language = 'en' | 'ru';

/** Text that a formatter made: texts take amounts and dates in this form only, never as the API writes them. */
export type Shown = string & { readonly shown: unique symbol };

/** Exact decimals as the API writes them: `"1234.50"`. Nothing here computes with them or rounds them. */
type Numeral = `${number}`;

interface MoneyOptions {
  /** ISO code; without one only the number is shown, as in a table whose caption names the currency. */
  currency?: string | undefined;
  /** Decimals shown at least, the same within a column: see `decimalsOf`. */
  decimals?: number | undefined;
}

export interface Formats {
  language: Language;
  /** An amount; a currency's amount with decimals has all of them. */
  money(value: string, options?: MoneyOptions): Shown;
  /** The same with its sign, for differences; zero has none. */
  change(value: string, options?: MoneyOptions): Shown;
  number(value: string | number): Shown;
  /** A ratio `"0.91"`, or a percent as the API writes it, `"91%"`. */
  percent(value: string): Shown;
  /** A month, quarter or year: `2026-03`, `2026-Q1`, `2026`. */
  period(code: string): Shown;
  /** A day, `2026-03-05`. */
  day(value: string): Shown;
  /** A day without its year. */
  dayShort(value: string): Shown;
  /** An instant in the company's zone. */
  instant(value: string, timeZone?: string): Shown;
  /** Compares names as the language sorts them. */
  compare(a: string, b: string): number;
}

const DECIMALS_MAX = 20; // more than the API sends: what is shown is what was sent
/** Of what is no money and never ends, such as averages: as many as the service's own texts have. */
const PLACES_SHOWN = 6;
const MINUS = '\u2212';
const NBSP = '\u00a0';

const LOCALES: Record<Language, string> = { en: 'en-GB', ru: 'ru-RU' };

export function formatsOf(language: Language): Formats {
  const locale = LOCALES[language];
  const numbers = (options: Intl.NumberFormatOptions) => cachedNumberFormat(locale, options);
  const write = (value: string, options: Intl.NumberFormatOptions) =>
    numbers(options)
      .formatToParts(value as Numeral)
      .map((part) => (part.type === 'minusSign' ? MINUS : part.value))
      .join('')
      .replaceAll('\u202f', NBSP) as Shown;
  const amount = (
    value: string,
    { currency, decimals }: MoneyOptions,
    signDisplay: Intl.NumberFormatOptions['signDisplay'],
  ) => {
    const least = Math.max(decimals ?? 0, decimalsOf([value], currency));
    return write(value, {
      ...(currency ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } : {}),
      minimumFractionDigits: least,
      maximumFractionDigits: DECIMALS_MAX,
      signDisplay,
    });
  };
  return {
    language,
    money: (value, options = {}) => amount(value, options, 'negative'),
    change: (value, options = {}) => amount(value, options, 'exceptZero'),
    number: (value) => write(String(value), { maximumFractionDigits: PLACES_SHOWN, signDisplay: 'negative' }),
    percent: (value) => percentText(value, language, write),
    period: (code) => periodText(code, language) as Shown,
    day: (value) => dates(locale, value, { day: 'numeric', month: 'long', year: 'numeric' }),
    dayShort: (value) => dates(locale, value, { day: 'numeric', month: 'long' }),
    instant: (value, timeZone) =>
      withoutYearMark(
        new Intl.DateTimeFormat(locale, {
          ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
          ...(timeZone ? { timeZone } : {}),
        }).format(Date.parse(value)),
      ),
    compare: new Intl.Collator(locale, { numeric: true }).compare,
  };
}

/** Decimals that amounts of one column are shown with: none where all are whole, else the most of them, two at least. */
export function decimalsOf(values: Iterable<string | null>, currency = 'RUB'): number {
  let most = 0;
  for (const value of values) {
    const fraction = value?.split('.')[1]?.replace(/0+$/, '').length ?? 0;
    if (fraction > most) most = fraction;
  }
  if (most === 0) return 0;
  const { minimumFractionDigits = 2 } = cachedNumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return Math.max(most, minimumFractionDigits);
}

const formats = new Map<string, Intl.NumberFormat>();

function cachedNumberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** Intl's own percents move the point of a ratio exactly; what is a percent already must not be moved. */
function percentText(
  value: string,
  language: Language,
  write: (value: string, options: Intl.NumberFormatOptions) => Shown,
): Shown {
  const options = { maximumFractionDigits: PLACES_SHOWN, signDisplay: 'negative' } as const;
  if (!value.endsWith('%')) return write(value, { ...options, style: 'percent' });
  return `${write(value.slice(0, -1), options)}${language === 'ru' ? NBSP : ''}%` as Shown;
}

function periodText(code: string, language: Language): string {
  const [year = '', part] = code.split('-');
  if (!part) return language === 'ru' ? `${year}${NBSP}год` : year;
  if (part.startsWith('Q'))
    return language === 'ru' ? `${part.slice(1)}-й${NBSP}квартал ${year}` : `${part} ${year}`;
  const month = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${code}-01T00:00:00Z`),
  );
  return `${month.charAt(0).toLocaleUpperCase(language)}${month.slice(1)} ${year}`;
}

const dates = (locale: string, day: string, options: Intl.DateTimeFormatOptions): Shown =>
  withoutYearMark(
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(
      Date.parse(`${day.slice(0, 10)}T00:00:00Z`),
    ),
  );

/** Russian dates of Intl end their year in «г.», which says nothing beside a month. */
const withoutYearMark = (text: string): Shown =>
  text.replace(/\sг\./, '').replace(' в ', ', ').replaceAll('\u202f', NBSP) as Shown;
