import type { Expectation } from './expectations.js';

export type Parsed = { ok: true; value: string } | { ok: false; expected: Expectation };

/** How one kind of field is read, from JSON and from the cells of a file alike, into the text that is stored. */
export interface FieldKind {
  /** Type of the column in the database. */
  sqlType: string;
  parse(raw: unknown): Parsed;
  /** JSON Schema of the field, for the API's document. */
  schema: Record<string, unknown>;
}

const refuse = (code: Expectation['code'], facts?: Expectation['facts']): Parsed => ({
  ok: false,
  expected: facts ? { code, facts } : { code },
});
const accept = (value: string): Parsed => ({ ok: true, value });

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused; tab and line breaks are kept
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** What most codes are: nothing in it is refused, and nothing of it is changed. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

export function text(max: number): FieldKind {
  return {
    sqlType: 'text',
    schema: { type: 'string', minLength: 1, maxLength: max },
    parse(raw) {
      if (typeof raw !== 'string' || raw.length > max * 2) return refuse('text', { max });
      if (raw.length <= max && PLAIN.test(raw)) return accept(raw);
      if (CONTROL.test(raw) || LONE_SURROGATE.test(raw)) return refuse('text-characters');
      const value = raw.normalize('NFC').trim();
      return value === '' || value.length > max ? refuse('text', { max }) : accept(value);
    },
  };
}

export const FIRST_DAY = '1990-01-01';
export const LAST_DAY = '2100-12-31';

export const day: FieldKind = {
  sqlType: 'date',
  schema: { type: 'string', format: 'date' },
  parse(raw) {
    return typeof raw === 'string' && isDay(raw) && raw >= FIRST_DAY && raw <= LAST_DAY
      ? accept(raw)
      : refuse('day', { min: FIRST_DAY, max: LAST_DAY });
  },
};

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return dayOfMonth >= 1 && dayOfMonth <= days;
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

export const instant: FieldKind = {
  sqlType: 'timestamptz',
  schema: { type: 'string', format: 'date-time' },
  parse(raw) {
    const match = typeof raw === 'string' ? INSTANT.exec(raw) : null;
    return match && day.parse(match[1]).ok ? accept(raw as string) : refuse('instant');
  },
};

export interface DecimalBounds {
  min: string;
  max: string;
  scale: number;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A decimal number as text. JSON numbers are refused: they pass through floating point before anybody sees them. */
export function decimal(bounds: DecimalBounds): FieldKind {
  const [min, max] = [scaled(bounds.min), scaled(bounds.max)];
  const reachesBelow = max === -min;
  const digits = min === 0n || reachesBelow ? bounds.max.split('.')[0]!.length : 0;
  return {
    sqlType: `numeric(19,${bounds.scale})`,
    schema: { type: 'string', pattern: DECIMAL.source },
    parse(raw) {
      const match = typeof raw === 'string' && raw.length <= 60 ? DECIMAL.exec(raw) : null;
      if (!match) return refuse('decimal');
      const whole = match[2]!.replace(/^0+(?=\d)/, '');
      const part = (match[3] ?? '').replace(/0+$/, '');
      if (part.length > bounds.scale) return refuse('decimal-scale', { scale: bounds.scale });
      const zero = whole === '0' && part === '';
      const value = `${match[1] === '-' && !zero ? '-' : ''}${whole}${part ? `.${part}` : ''}`;
      // told by the number of digits: most numbers are spared the comparison
      if (whole.length < digits && (match[1] !== '-' || reachesBelow)) return accept(value);
      const size = scaled(value);
      return size >= min && size <= max
        ? accept(value)
        : refuse('decimal-range', { min: bounds.min, max: bounds.max });
    },
  };
}

/** A decimal as a whole number of its 20th decimals. */
function scaled(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const magnitude = BigInt(whole + part.padEnd(20, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}

export function whole(min: number, max: number): FieldKind {
  return {
    sqlType: 'integer',
    schema: { type: 'integer', minimum: min, maximum: max },
    parse(raw) {
      const written = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
      const value = /^-?\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
      return value >= min && value <= max ? accept(String(value)) : refuse('whole', { min, max });
    },
  };
}

export const flag: FieldKind = {
  sqlType: 'boolean',
  schema: { type: 'boolean' },
  parse: (raw) =>
    raw === true || raw === 'true'
      ? accept('true')
      : raw === false || raw === 'false'
        ? accept('false')
        : refuse('flag'),
};

export function oneOf(values: readonly string[]): FieldKind {
  return {
    sqlType: 'text',
    schema: { type: 'string', enum: [...values] },
    parse: (raw) =>
      typeof raw === 'string' && values.includes(raw)
        ? accept(raw)
        : refuse('one-of', { values: values.join(', ') }),
  };
}

const YEARS = { min: Number(FIRST_DAY.slice(0, 4)), max: Number(LAST_DAY.slice(0, 4)) };

function periodKind(code: 'period' | 'month', form: RegExp): FieldKind {
  return {
    sqlType: 'text',
    schema: { type: 'string', pattern: form.source },
    parse(raw) {
      const fits = typeof raw === 'string' && form.test(raw);
      const year = fits ? Number(raw.slice(0, 4)) : 0;
      return fits && year >= YEARS.min && year <= YEARS.max ? accept(raw) : refuse(code, YEARS);
    },
  };
}

export const period = periodKind('period', /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/);
export const month = periodKind('month', /^\d{4}-(0[1-9]|1[0-2])$/);

/** IANA name of a time zone, in its usual or any other known spelling; a bare offset is none. */
export const timeZone: FieldKind = {
  sqlType: 'text',
  schema: { type: 'string' },
  parse: (raw) => (typeof raw === 'string' && isTimeZone(raw) ? accept(raw) : refuse('time-zone')),
};

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,49}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** `{en, ru}`; a bare text counts as English. Stored as jsonb. */
export function titles(max: number): FieldKind {
  const one = text(max);
  return {
    sqlType: 'jsonb',
    schema: {
      type: 'object',
      properties: { en: one.schema, ru: one.schema },
      required: ['en'],
      additionalProperties: false,
    },
    parse(raw) {
      const given = typeof raw === 'string' ? { en: raw } : raw;
      if (typeof given !== 'object' || given === null || Array.isArray(given))
        return refuse('titles', { max });
      const kept: Record<string, string> = {};
      for (const [language, value] of Object.entries(given)) {
        const parsed = one.parse(value);
        if (!parsed.ok || (language !== 'en' && language !== 'ru')) return refuse('titles', { max });
        kept[language] = parsed.value;
      }
      if (!kept.en) return refuse('titles', { max });
      return accept(JSON.stringify(kept.ru ? { en: kept.en, ru: kept.ru } : { en: kept.en }));
    },
  };
}
