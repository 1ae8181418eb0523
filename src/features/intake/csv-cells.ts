import type { FileFormat } from './profile.js';

/** Reads a cell into the form the API takes; undefined when the cell is not of the expected form. */
export type CellForm = (cell: string) => string | undefined;

const TOKENS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};

/** `M/D/YYYY` and the like into YYYY-MM-DD. Undefined for a form without exactly one year, month and day. */
export const dayForm = (form: string): CellForm | undefined => calendarForm(form, ['D', 'M', 'Y']);

/** `MM.YYYY` and the like into YYYY-MM. */
export const monthForm = (form: string): CellForm | undefined => calendarForm(form, ['M', 'Y']);

function calendarForm(form: string, parts: readonly string[]): CellForm | undefined {
  const tokens = form.match(/YYYY|MM?|DD?/g) ?? [];
  const between = form.replace(/YYYY|MM?|DD?/g, '');
  const given = tokens.map((token) => token[0]).sort();
  if (given.join() !== parts.join() || /[\p{L}\p{N}]/u.test(between) || form.length > 40) return undefined;
  const source = form.replace(/YYYY|MM?|DD?|[^YMD]/g, (part) => TOKENS[part] ?? escaped(part));
  const pattern = new RegExp(`^${source}$`);
  return (cell) => {
    const { year, month, day } = pattern.exec(cell)?.groups ?? {};
    return year && month
      ? [year, month, day].flatMap((part) => (part ? [part.padStart(2, '0')] : [])).join('-')
      : undefined;
  };
}

/** A day YYYY-MM-DD in a form such as `M/D/YYYY` or `MM.YYYY`: what the form reads. */
export function writeDay(form: string, day: string): string {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  const parts: Record<string, string> = { YYYY: year, MM: month, DD: dayOfMonth };
  return form.replace(/YYYY|MM?|DD?/g, (token) => parts[token] ?? parts[token + token]!.replace(/^0/, ''));
}

/** Numbers as the file writes them into `-1234.5`; groups of digits only where the file has a sign for them. */
export function numberForm({ decimal, thousands }: Pick<FileFormat, 'decimal' | 'thousands'>): CellForm {
  const group = thousands === ' ' ? '[ \\u00a0\\u202f]' : escaped(thousands);
  const whole = thousands ? `(?:\\d+|\\d{1,3}(?:${group}\\d{3})+)` : '\\d+';
  const pattern = new RegExp(`^[+-]?${whole}(?:${escaped(decimal)}\\d+)?$`);
  const groups = thousands ? new RegExp(group, 'g') : undefined;
  return (cell) => {
    if (!pattern.test(cell)) return undefined;
    return (groups ? cell.replace(groups, '') : cell).replace(decimal, '.');
  };
}

export const numberExample = ({ decimal, thousands }: Pick<FileFormat, 'decimal' | 'thousands'>): string =>
  `1${thousands}234${decimal}5`;

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/-]/g, '\\$&');
