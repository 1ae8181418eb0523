import type { CellStyle, CellValue } from 'hucre/xlsx';
import { type Language, sum } from '../../calc/index.js';
import type { PersonOfSheet } from './pay-sheet.repository.js';
import { paySheetWords } from './pay-sheet-words.js';
import { AMOUNT_FORMAT, amountValue, BOLD, type Cell } from './workbook.js';

const LINE = { style: 'thin' } as const;
const BOX: CellStyle = {
  border: { top: LINE, right: LINE, bottom: LINE, left: LINE },
  alignment: { vertical: 'center', horizontal: 'center' },
};
const TEXT: CellStyle = {
  ...BOX,
  numFmt: '@',
  alignment: { vertical: 'center', horizontal: 'left', wrapText: true, indent: 1 },
};
/** An amount that is longer than its column is drawn smaller: all of it is read. */
const AMOUNT: CellStyle = {
  ...BOX,
  numFmt: AMOUNT_FORMAT,
  alignment: { vertical: 'center', horizontal: 'right', indent: 1, shrinkToFit: true },
};
const HEAD: CellStyle = {
  ...BOX,
  font: BOLD,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E6E6' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const bold = (style: CellStyle): CellStyle => ({ ...style, font: BOLD });

/** Columns before the kinds of pay: number, personnel number, name, grade. */
const WIDTHS_BEFORE = [5, 15, 32, 9];
const AMOUNT_WIDTH = 15;
const SIGNATURE_WIDTH = 22;

/** The table of a pay sheet: a header, a row for each person, and the totals, whose title goes over `before` columns. */
export interface PaySheetTable {
  rows: Cell[][];
  widths: number[];
  before: number;
}

export function paySheetTable(people: readonly PersonOfSheet[], language: Language): PaySheetTable {
  const kinds = kindsOf(people);
  return {
    rows: [
      header(kinds, language),
      ...people.map((person, index) => personRow(person, index, kinds)),
      totals(people, kinds, language),
    ],
    widths: [...WIDTHS_BEFORE, ...[...kinds, 'total'].map(() => AMOUNT_WIDTH), SIGNATURE_WIDTH],
    before: WIDTHS_BEFORE.length,
  };
}

/** Kinds of pay in the team: the salary, what results pay, then adjustments, each in the order they come. */
function kindsOf(people: readonly PersonOfSheet[]): string[] {
  const lines = people.flatMap(({ content }) => content.lines);
  const paid = lines.filter(({ adjustment }) => !adjustment);
  return [...new Set(['salary', ...[...paid, ...lines].map(({ pay }) => pay)])];
}

function header(kinds: readonly string[], language: Language): Cell[] {
  const { columns, kinds: titles } = paySheetWords[language];
  const { place, personnelNumber, name, grade, total, signature } = columns;
  const ofKinds = kinds.map((kind) => titles[kind] ?? kind);
  return [place, personnelNumber, name, grade, ...ofKinds, total, signature].map((value) => ({
    value,
    style: HEAD,
  }));
}

function personRow(
  { personnelNumber, name, grade, content }: PersonOfSheet,
  index: number,
  kinds: readonly string[],
): Cell[] {
  const ofKind = (kind: string) => content.lines.filter(({ pay }) => pay === kind);
  return [
    cell(index + 1, BOX),
    cell(personnelNumber, TEXT),
    cell(name, TEXT),
    cell(grade, { ...BOX, numFmt: '@' }),
    ...kinds.map((kind) => (ofKind(kind).length ? amount(sum(ofKind(kind)), AMOUNT) : cell(null, AMOUNT))),
    amount(content.totals.total, bold(AMOUNT)),
    cell(null, BOX),
  ];
}

function totals(people: readonly PersonOfSheet[], kinds: readonly string[], language: Language): Cell[] {
  const lines = people.flatMap(({ content }) => content.lines);
  const ofKinds = kinds.map((kind) => lines.filter(({ pay }) => pay === kind));
  const ofPeople = people.map(({ content }) => ({ amount: content.totals.total }));
  return [
    cell(paySheetWords[language].totals, bold(TEXT)),
    ...WIDTHS_BEFORE.slice(1).map(() => cell(null, BOX)),
    ...[...ofKinds, ofPeople].map((column) => amount(sum(column), bold(AMOUNT))),
    cell(null, BOX),
  ];
}

const cell = (value: CellValue, style: CellStyle): Cell => ({ value, style });

/** A dash where it could not be computed: silently low is worse than none. */
const amount = (known: string | null, style: CellStyle): Cell =>
  cell(known === null ? '—' : amountValue(known), style);
