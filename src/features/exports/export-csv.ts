import { writeCsv } from 'hucre/csv';
import type { Language } from '../../calc/index.js';
import { EXPORT_COLUMNS, type ExportColumn } from './export-columns.js';
import type { ExportedLine } from './export-row.js';

/**
 * The export as 1C and Russian spreadsheets read it: UTF-8 with a mark, semicolons, CRLF, decimal commas, days as
 * dd.mm.yyyy; quoting by RFC 4180.
 */
export function exportCsv(lines: readonly ExportedLine[], language: Language): string {
  const rows = lines.map((line) => EXPORT_COLUMNS.map((column) => cell(column, column.of(line, language))));
  const headers = EXPORT_COLUMNS.map(({ title }) => title[language]);
  return `${writeCsv(rows, { headers, delimiter: ';', bom: true })}\r\n`;
}

function cell({ kind }: ExportColumn, value: string | null): string | null {
  if (value === null) return null;
  if (kind === 'day') return value.split('-').reverse().join('.');
  return kind === 'amount' ? withCents(value).replace('.', ',') : kind === 'text' ? harmless(value) : value;
}

const CENT_DIGITS = 2;

/** An amount with two decimals or more: none is lost. */
function withCents(amount: string): string {
  const [whole, part = ''] = amount.split('.');
  return `${whole}.${part.padEnd(CENT_DIGITS, '0')}`;
}

/** A text that spreadsheets would take for a formula gets an apostrophe in front; workbooks and JSON need none. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
