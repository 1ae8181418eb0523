import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Expectation } from '../../platform/records/expectations.js';
import { fieldProblem } from '../../platform/records/row.js';
import { tidy } from './profile-yaml.js';

/** A row of a file: the line it begins at, counted from 1, and its cells without blanks around them. */
export interface CsvRow {
  line: number;
  cells: string[];
}

const ROW_CHARACTERS_MAX = 1024 * 1024;

/**
 * Rows of a CSV file (RFC 4180) as they are read, the header first; lines without any character are passed over.
 * Throws `invalid-fields` with the line for quotes that do not close or stand within bare text.
 */
export async function* csvRows(text: AsyncIterable<string>, separator: string): AsyncGenerator<CsvRow> {
  const lines = new LineCount();
  const options: Options<CsvRow, string[]> = {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_CHARACTERS_MAX,
    on_record: (cells, info) => ({ line: lines.begin(cells, info.empty_lines), cells: cells.map(tidy) }),
  };
  const parser = parse(options as unknown as Options);
  // errors of the text reach the parser, and are thrown where its rows are read
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const row of parser) yield row;
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, lines) : error;
  }
}

/** Where each row begins: the parser tells where it ends, and counts a line break within quotes twice. */
class LineCount {
  private used = 0;

  begin(cells: readonly string[], emptyLines: number): number {
    const line = this.next(emptyLines);
    const within = cells.reduce(
      (sum, cell) => sum + (/[\r\n]/.test(cell) ? (cell.match(/\r\n|\r|\n/g) ?? []).length : 0),
      0,
    );
    this.used += 1 + within;
    return line;
  }

  next(emptyLines: number): number {
    return 1 + this.used + emptyLines;
  }
}

function malformed(error: CsvError, lines: LineCount): DomainError {
  const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  const expected: Expectation = unclosed
    ? { code: 'csv-quote-closed', facts: { max: ROW_CHARACTERS_MAX } }
    : { code: 'csv-quotes' };
  const line = lines.next(Number((error as { empty_lines?: number }).empty_lines ?? 0));
  return new DomainError('invalid-fields', {}, [{ ...fieldProblem('file', null, expected), line }]);
}
