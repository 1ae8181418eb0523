import type { Language } from '../../calc/index.js';
import { EXPORT_COLUMNS, type ExportColumn } from './export-columns.js';
import type { ExportedLine } from './export-row.js';
import {
  ACROSS,
  AMOUNT_FORMAT,
  amountValue,
  BOLD,
  type Cell,
  DAY_FORMAT,
  dayValue,
  workbook,
} from './workbook.js';

const SHEET: Record<Language, string> = { en: 'Pay', ru: 'Начисления' };
const HEADER = { font: BOLD, alignment: { wrapText: true, vertical: 'center' } } as const;
const HEADER_HEIGHT = 42;

/** The export as a workbook of one sheet: a header and a row for each line; amounts and days are numbers. */
export function exportXlsx(lines: readonly ExportedLine[], language: Language): Promise<Buffer> {
  const header = EXPORT_COLUMNS.map(({ title }) => ({ value: title[language], style: HEADER }));
  const rows = lines.map((line) => EXPORT_COLUMNS.map((column) => cell(column, column.of(line, language))));
  return workbook([
    {
      name: SHEET[language],
      columns: EXPORT_COLUMNS.map(({ width }) => ({ width })),
      rowDefs: new Map([[0, { height: HEADER_HEIGHT }]]),
      freezePane: { rows: 1 },
      repeatedRow: 1,
      pageSetup: ACROSS,
      content: [header, ...rows],
    },
  ]);
}

function cell({ kind }: ExportColumn, value: string | null): Cell {
  if (value === null) return { value };
  if (kind === 'amount') return { value: amountValue(value), style: { numFmt: AMOUNT_FORMAT } };
  if (kind === 'day') return { value: dayValue(value), style: { numFmt: DAY_FORMAT } };
  return kind === 'whole' ? { value: Number(value) } : { value, style: { numFmt: '@' } };
}
