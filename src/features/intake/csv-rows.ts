import { once } from 'node:events';
import { CsvError, Parser } from 'csv-parse';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Expectation } from '../../platform/records/expectations.js';
import { fieldProblem } from '../../platform/records/row.js';
import { ROW_BYTES_MAX, rowTooLong } from './given-file.js';
import { tidy } from './profile-yaml.js';

/** A row of a file: the line it begins at, counted from 1, and its cells without blanks around them. */
export interface FileRow {
  line: number;
  cells: string[];
  /** Cells of a workbook that hold no value, by place, and what would. */
  faults?: ReadonlyMap<number, Expectation>;
}

/** Characters of all cells of a row together. */
const ROW_CHARACTERS_MAX = 1024 * 1024;

/**
 * Rows of a CSV file (RFC 4180) as they are read, some at a time, the header first; lines without any character are
 * passed over. Throws `invalid-fields` with the line for quotes that do not close or stand within bare text, and for a
 * row that does not end within the bounds.
 */
export async function* csvRows(text: AsyncIterable<Buffer>, separator: string): AsyncGenerator<FileRow[]> {
  const parser = new RowParser(separator);
  let unfinished = 0;
  try {
    for await (const piece of text) {
      await parser.feed(piece);
      const rows = parser.taken();
      unfinished = rows.length ? 0 : unfinished + piece.length;
      if (unfinished > ROW_BYTES_MAX) throw rowTooLong(parser.lines.next(0));
      if (rows.length) yield rows;
    }
    await parser.finish();
    const rows = parser.taken();
    if (rows.length) yield rows;
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, parser.lines) : error;
  } finally {
    parser.destroy();
  }
}

/** Rows are taken as the parser pushes them: one by one through its stream they would cost more than their reading. */
class RowParser extends Parser {
  readonly lines = new LineCount();
  private rows: FileRow[] = [];

  constructor(separator: string) {
    super({
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: ROW_CHARACTERS_MAX,
    });
    this.resume();
    this.on('error', () => undefined); // thrown where the parser is written to
  }

  override push(cells: string[] | null): boolean {
    if (cells === null) return super.push(null);
    this.rows.push({ line: this.lines.begin(cells, this.info.empty_lines), cells: cells.map(tidy) });
    return true;
  }

  taken(): FileRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  feed(piece: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }

  async finish(): Promise<void> {
    const end = once(this, 'end');
    this.end();
    await end;
  }
}

/** Where each row begins: the parser tells where it ends, and counts a line break within quotes twice. */
class LineCount {
  private used = 0;

  begin(cells: readonly string[], emptyLines: number): number {
    const line = this.next(emptyLines);
    let within = 0;
    for (const cell of cells) if (/[\r\n]/.test(cell)) within += cell.match(/\r\n|\r|\n/g)!.length;
    this.used += 1 + within;
    return line;
  }

  next(emptyLines: number): number {
    return 1 + this.used + emptyLines;
  }
}

function malformed(error: CsvError, lines: LineCount): DomainError {
  const line = lines.next(Number((error as { empty_lines?: number }).empty_lines ?? 0));
  if (error.code === 'CSV_MAX_RECORD_SIZE') return rowTooLong(line);
  const code = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'csv-quote-closed' : 'csv-quotes';
  return new DomainError('invalid-fields', {}, [{ ...fieldProblem('file', null, { code }), line }]);
}
