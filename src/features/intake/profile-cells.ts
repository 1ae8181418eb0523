import type { Expectation } from '../../platform/records/expectations.js';
import { day, FIRST_DAY, LAST_DAY } from '../../platform/records/field-kinds.js';
import type { Field } from '../../platform/records/noun.js';
import { type CellForm, dayForm, monthForm, numberExample, numberForm } from './csv-cells.js';
import type { CellSource, FieldSource, FileFormat } from './profile.js';
import { calendarKind } from './profile-fields.js';

/** What a cell came to: the value as the API takes it, nothing, or a refusal; `written` is the cell itself. */
interface CellValue {
  written: string;
  value?: string | undefined;
  refused?: Expectation;
}

/** Reads one field from the cells of a row. */
export interface CellReader {
  read(cells: readonly string[]): CellValue;
  /** The text that is stored, null for none; undefined where the cell is refused, or required and empty. */
  stored(cells: readonly string[]): string | null | undefined;
}

/** Cells repeat (days, people, products): what a cell comes to is kept, unless a column turns out to differ too much. */
const KNOWN_MAX = 2_000;
const KNOWN_CHARACTERS_MAX = 40;

/** `placeOf` gives the place of a column in the row. */
export function cellReader(
  source: FieldSource,
  format: FileFormat,
  placeOf: (column: string) => number,
): CellReader {
  const { field } = source;
  if ('constant' in source) {
    const constant = { written: source.constant, value: source.constant };
    const stored = storedText(field, constant);
    return { read: () => constant, stored: () => stored };
  }
  const written = writtenText(source, placeOf);
  const form = formOf(field, source, format);
  const valueIn = (cell: string): CellValue => {
    const mapped = source.map.get(cell);
    if (mapped !== undefined || cell === '') return { written: cell, value: mapped || source.default };
    return { written: cell, ...form(cell) };
  };
  let known: Map<string, string | null | undefined> | undefined = new Map();
  return {
    read: (cells) => valueIn(written(cells)),
    stored(cells) {
      const cell = written(cells);
      const before = known?.get(cell);
      if (before !== undefined) return before;
      const stored = storedText(field, valueIn(cell));
      if (known && cell.length <= KNOWN_CHARACTERS_MAX) known.set(cell, stored);
      if (known && known.size > KNOWN_MAX) known = undefined;
      return stored;
    },
  };
}

function storedText(field: Field, { value, refused }: CellValue): string | null | undefined {
  if (refused) return undefined;
  if (value === undefined) return absentText(field);
  const parsed = field.kind.parse(value);
  return parsed.ok ? parsed.value : undefined;
}

/** What is stored of a field without a value; undefined where it must have one. */
export const absentText = ({ required, fallback }: Field): string | null | undefined =>
  required ? undefined : (fallback ?? null);

/** The text of a cell or of several joined; empty as soon as one of them is. */
function writtenText(
  { parts, with: joint }: CellSource,
  placeOf: (column: string) => number,
): (cells: readonly string[]) => string {
  const texts = parts.map((part) => {
    if ('constant' in part) return () => part.constant;
    const place = placeOf(part.column);
    return (cells: readonly string[]) => cells[place] ?? '';
  });
  const [only] = texts;
  if (texts.length === 1 && only) return only;
  return (cells) => {
    const given = texts.map((text) => text(cells));
    return given.includes('') ? '' : given.join(joint);
  };
}

type FormedCell = { value: string } | { refused: Expectation };

/** How the file writes values of this field. */
function formOf(field: Field, source: CellSource, format: FileFormat): (cell: string) => FormedCell {
  const kind = calendarKind(field);
  if (kind === 'day') return dayReader(source.dates ?? format.dates);
  if (kind === 'month' && source.dates) {
    return formed(monthForm(source.dates), { code: 'month-format', facts: { format: source.dates } });
  }
  if (/^(numeric|integer)/.test(field.kind.sqlType)) {
    return formed(numberForm(format), { code: 'number-format', facts: { example: numberExample(format) } });
  }
  return (cell) => ({ value: cell });
}

function formed(form: CellForm | undefined, expected: Expectation): (cell: string) => FormedCell {
  if (!form) throw new Error('a profile is checked before it is used');
  return (cell) => {
    const value = form(cell);
    return value === undefined ? { refused: expected } : { value };
  };
}

/** Days that no calendar has are refused in the file's own form too. */
function dayReader(format: string): (cell: string) => FormedCell {
  const expected: Expectation = { code: 'day-format', facts: { min: FIRST_DAY, max: LAST_DAY, format } };
  const read = formed(dayForm(format), expected);
  return (cell) => {
    const result = read(cell);
    return 'value' in result && !day.parse(result.value).ok ? { refused: expected } : result;
  };
}
