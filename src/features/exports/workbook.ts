import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { Decimal } from '../../calc/decimal.js';

/** A cell with its look. */
export interface Cell {
  value: CellValue;
  style?: CellStyle;
}

/** Workbooks keep binary numbers of which 15 digits are safe. */
const NUMBER_DIGITS_MAX = 15;

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const AMOUNT_FORMAT = '#,##0.00##';
export const DAY_FORMAT = 'dd.mm.yyyy';

/** An amount as a number where a workbook holds all its digits, else as text: no digit is lost. */
export const amountValue = (amount: string): CellValue =>
  new Decimal(amount).precision() <= NUMBER_DIGITS_MAX ? Number(amount) : amount;

export const dayValue = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** On A4 across, as wide as the page and as long as it takes. */
export const ACROSS = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
} as const;
const FONT = { name: 'Arial', size: 10 };
export const BOLD = { ...FONT, bold: true };

/** Workbooks tell when they were made; ours say the same at any time, so that the same content is the same bytes. */
const MADE = new Date('2000-01-01T00:00:00Z');

/** A sheet given by its cells, row by row. */
export type Sheet = Omit<WriteSheet, 'rows' | 'cells'> & {
  content: readonly (readonly Cell[])[];
  /** Printed at the top of every page; counted from 1. */
  repeatedRow?: number;
};

/** A workbook as bytes. Texts are texts and never formulas. */
export async function workbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const bytes = await writeXlsx({
    defaultFont: FONT,
    properties: { creator: 'Premia', created: MADE, modified: MADE },
    // not by the page's setup: the library does not quote the names of sheets there
    namedRanges: sheets.flatMap(({ name, repeatedRow: row }) =>
      row === undefined
        ? []
        : [{ name: '_xlnm.Print_Titles', range: `'${name}'!$${row}:$${row}`, scope: name }],
    ),
    sheets: sheets.map(({ content, repeatedRow: _, ...sheet }) => ({
      ...sheet,
      rows: content.map((cells) => cells.map(({ value }) => value)),
      cells: new Map(
        content.flatMap((cells, row) =>
          cells.flatMap(({ style }, place) => (style ? [[`${row},${place}`, { style }] as const] : [])),
        ),
      ),
    })),
  });
  return Buffer.from(bytes);
}
