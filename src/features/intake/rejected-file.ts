import type { FieldProblem } from '../../platform/problem/domain-error.js';
import { expectationText, fill, type Language } from '../../platform/records/expectations.js';
import type { FileRow } from './csv-rows.js';
import { fileRows } from './file-rows.js';
import type { GivenFile } from './given-file.js';
import type { RefusedLines } from './merge-file.js';
import type { Profile } from './profile.js';
import type { RecordMaker } from './profile-records.js';
import type { Reject, RejectHead } from './rejects.repository.js';

/** The column that says why a row was left out; first, so that a row of the wrong length has it too. */
const REASON: Record<Language, string> = { en: 'Reason of refusal', ru: 'Причина отказа' };
const REASONS = Object.values(REASON);

const SENTENCE: Record<Language, { cell: string; row: string }> = {
  en: { cell: '{column}: "{value}" — expected {expected}', row: 'expected {expected}' },
  ru: { cell: '{column}: «{value}» — ожидается {expected}', row: 'ожидается {expected}' },
};

/** Reads the file a second time for the rows left out: those whose form is refused anew, and those of `refused`. */
export async function* rejectsOf(
  file: GivenFile,
  profile: Profile,
  maker: RecordMaker,
  expected: { rows: number; refused: RefusedLines },
): AsyncGenerator<Reject> {
  let left = expected.rows + expected.refused.size;
  for await (const rows of fileRows(file, profile)) {
    for (const row of rows) {
      if (row.line === maker.header.line) continue;
      const problems: FieldProblem[] = [...(expected.refused.get(row.line) ?? [])];
      maker.make(row, problems);
      if (problems.length === 0) continue;
      yield { line: row.line, cells: withoutReason(row.cells, maker.header), problems };
      left--;
    }
    if (left <= 0) return;
  }
}

/** What the rejects of a file have in common. */
export const rejectHead = ({ header }: RecordMaker, { format }: Profile): RejectHead => ({
  separator: format.separator,
  header: withoutReason(header.cells, header),
});

/** A mended file that comes again has the column of reasons still: it is not kept twice. */
const withoutReason = (cells: string[], header: FileRow): string[] =>
  REASONS.includes(header.cells[0] ?? '') ? cells.slice(1) : cells;

/** Rows left out as a CSV file that the same profile reads, with a first column that says why. */
export async function* rejectedCsv(
  { separator, header }: RejectHead,
  rejects: AsyncIterable<Reject>,
  language: Language,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;
  // the mark tells spreadsheets and imports alike that this is UTF-8
  yield `\ufeff${line([REASON[language], ...header])}`;
  for await (const { cells, problems } of rejects)
    yield line([problems.map((each) => reason(each, language)).join('; '), ...cells]);
}

function reason({ column, field, value, expected }: FieldProblem, language: Language): string {
  const told = expectationText(expected, language);
  if (field === 'file') return fill(SENTENCE[language].row, { expected: told });
  return fill(SENTENCE[language].cell, { column: column ?? field, value: value ?? '', expected: told });
}

const quoted = (cell: string, separator: string): string =>
  /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell;
