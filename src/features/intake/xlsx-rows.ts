import { Decimal } from '../../calc/decimal.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Expectation } from '../../platform/records/expectations.js';
import { fieldProblem } from '../../platform/records/row.js';
import { writeDay } from './csv-cells.js';
import type { FileRow } from './csv-rows.js';
import { type GivenFile, rowTooLong } from './given-file.js';
import { columnsOf, type Profile } from './profile.js';
import { calendarKind } from './profile-fields.js';
import { COLUMNS_MAX } from './profile-records.js';
import { tidy } from './profile-yaml.js';
import { Workbook } from './xlsx-parts.js';
import { readContext, type SheetContext } from './xlsx-workbook.js';

const ROW_CHARACTERS_MAX = 1024 * 1024;

/**
 * Rows of the first visible sheet of a workbook as a CSV file of the same profile would have them: numbers and days in
 * the forms of the profile, the last computed values of formulas. Rows without any value are passed over.
 */
export async function* xlsxRows(file: GivenFile, profile: Profile): AsyncGenerator<FileRow[]> {
  const workbook = await Workbook.open(file);
  const context = await readContext(workbook);
  const reader = new SheetReader(context, profile);
  for await (const _ of workbook.sheet(context.sheet, reader)) {
    const rows = reader.taken();
    if (rows.length) yield rows;
  }
}

interface OpenCell {
  place: number;
  type: string;
  style: number;
  value: string;
  isFormula: boolean;
  hasValue: boolean;
}

class SheetReader {
  private rows: FileRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private faults = new Map<number, Expectation>();
  private characters = 0;
  private cell: OpenCell | undefined;
  private isValue = false;
  private phonetic = 0;
  private dayForms: string[] | undefined;
  private width = 0;

  constructor(
    private readonly context: SheetContext,
    private readonly profile: Profile,
  ) {}

  taken(): FileRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, { r, t, s }: Record<string, string>): void {
    if (name === 'row') {
      this.line = Number(r ?? this.line + 1);
      [this.cells, this.faults, this.characters] = [[], new Map(), 0];
    } else if (name === 'c') {
      const place = r ? placeOf(r) : this.cells.length;
      if (!(place < COLUMNS_MAX)) throw tooManyColumns(this.line);
      this.cell = {
        place,
        type: t ?? 'n',
        style: Number(s ?? 0),
        value: '',
        isFormula: false,
        hasValue: false,
      };
    } else if (name === 'f' && this.cell) this.cell.isFormula = true;
    else if (name === 'rPh') this.phonetic++;
    else if ((name === 'v' || name === 't') && this.cell && this.phonetic === 0) {
      this.isValue = true;
      this.cell.hasValue = true;
    }
  }

  text(text: string): void {
    if (!this.isValue || !this.cell) return;
    this.cell.value += text;
    this.characters += text.length;
    if (this.characters > ROW_CHARACTERS_MAX) throw rowTooLong(this.line);
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.phonetic--;
    else if (name === 'c' && this.cell) {
      this.take(this.cell);
      this.cell = undefined;
    } else if (name === 'row') this.end();
  }

  private take(cell: OpenCell): void {
    while (this.cells.length < cell.place) this.cells.push('');
    const fault = faultOf(cell);
    if (fault) this.faults.set(cell.place, fault);
    this.cells[cell.place] = tidy(this.written(cell));
  }

  private end(): void {
    while (this.cells.at(-1) === '' && this.cells.length > this.width) this.cells.pop();
    if (this.cells.every((cell) => cell === '') && this.faults.size === 0) return;
    if (!this.dayForms) {
      this.dayForms = dayFormsOf(this.cells, this.profile);
      this.width = this.cells.length;
    }
    while (this.cells.length < this.width) this.cells.push('');
    const { line, cells, faults } = this;
    this.rows.push(faults.size ? { line, cells, faults } : { line, cells });
  }

  /** The value as a CSV file of the profile has it. */
  private written({ place, type, style, value }: OpenCell): string {
    if (type === 's') return this.context.shared[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'true' : 'false';
    const form = this.dayForms?.[place] ?? this.profile.format.dates;
    if (type === 'd') return writeDay(form, value.slice(0, 10));
    if (type !== 'n' || value === '') return value;
    const number = numberOf(value);
    if (number === undefined) return value;
    if (this.context.dayStyles.has(style)) return writeDay(form, dayOf(number, this.context.is1904));
    return number.toFixed().replace('.', this.profile.format.decimal);
  }
}

function faultOf({ type, isFormula, hasValue }: OpenCell): Expectation | undefined {
  if (type === 'e') return { code: 'no-error-value' };
  return isFormula && !hasValue ? { code: 'formula-value' } : undefined;
}

/** Workbooks hold binary numbers in up to 17 digits, of which they show 15: those are what was meant. */
function numberOf(value: string): Decimal | undefined {
  if (!/^-?\d+(\.\d+)?(E[+-]?\d{1,3})?$/i.test(value) || value.length > 40) return undefined;
  return new Decimal(value).toSignificantDigits(15);
}

const DAY_MS = 86_400_000;
/** Day 0 of the two ways of counting; the first counts a 29 February 1900 that never was. */
const DAY_ZERO = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };

function dayOf(serial: Decimal, is1904: boolean): string {
  const days = Math.floor(serial.toNumber());
  const start = is1904 ? DAY_ZERO.from1904 : DAY_ZERO.from1900;
  // beyond any calendar it stays a number, and is refused as a day
  return Math.abs(days) > 3_000_000
    ? serial.toFixed()
    : new Date(start + days * DAY_MS).toISOString().slice(0, 10);
}

/** Place of a column named as in `AB12`, from 0. */
function placeOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** For each column the form in which the profile expects its days. */
function dayFormsOf(header: readonly string[], { emits, format }: Profile): string[] {
  const sources = emits.flatMap(({ fields }) => fields);
  return header.map((column) => {
    const source = sources.find((each) => columnsOf(each)?.split(', ').includes(column));
    if (!source || 'constant' in source) return format.dates;
    return source.dates ?? (calendarKind(source.field) === 'month' ? 'YYYY-MM' : format.dates);
  });
}

const tooManyColumns = (line: number): DomainError => {
  const expected = { code: 'columns-max', facts: { max: COLUMNS_MAX } } as const;
  return new DomainError('invalid-fields', {}, [{ ...fieldProblem('file', null, expected), line }]);
};
