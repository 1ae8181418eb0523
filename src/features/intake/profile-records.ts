import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import type { Locate } from '../../platform/records/merge.js';
import type { Noun } from '../../platform/records/noun.js';
import { fieldProblem, type Row, readRow } from '../../platform/records/row.js';
import type { CsvRow } from './csv-rows.js';
import { columnsOf, type Emit, type Profile, type RowFilter } from './profile.js';
import { type CellReader, cellReader } from './profile-cells.js';

/** Records of one noun made from a file, ready to be merged; `locate` leads from a record back to line and column. */
export interface RecordBatch {
  noun: Noun;
  rows: Row[];
  locate: Locate;
}

const PROBLEMS_KEPT_MAX = 100;

/** Makes the profile's records from the rows of a file. Throws `invalid-fields` with every cell refused. */
export async function recordsOf(profile: Profile, rows: AsyncIterable<CsvRow>): Promise<RecordBatch[]> {
  let maker: RecordMaker | undefined;
  for await (const row of rows) {
    if (maker) maker.take(row);
    else maker = new RecordMaker(profile, row);
  }
  if (!maker)
    throw new DomainError('invalid-fields', {}, [
      { ...fieldProblem('file', null, { code: 'csv-header' }), line: 1 },
    ]);
  return maker.finish();
}

interface OpenBatch extends RecordBatch {
  origins: { line: number; columns: Record<string, string> }[];
}

interface OpenEmit {
  batch: OpenBatch;
  fits: (cells: readonly string[]) => boolean;
  readers: { property: string; read: CellReader }[];
  /** Columns by field, for messages. */
  columns: Record<string, string>;
}

class RecordMaker {
  private readonly problems: FieldProblem[] = [];
  private problemsTotal = 0;
  private readonly batches = new Map<string, OpenBatch>();
  private readonly emits: OpenEmit[];
  private readonly fits: (cells: readonly string[]) => boolean;

  constructor(
    profile: Profile,
    private readonly header: CsvRow,
  ) {
    this.refuseRepeatedColumns();
    this.fits = this.filter(profile.rows, 'rows');
    this.emits = profile.emits.map((emit, place) => this.open(profile, emit, `emits[${place}]`));
    if (this.problems.length) throw this.refusal();
  }

  take(row: CsvRow): void {
    const { line, cells } = row;
    if (cells.length !== this.header.cells.length) {
      const facts = { expected: this.header.cells.length, found: cells.length };
      this.refuse({ ...fieldProblem('file', cells.join(','), { code: 'columns-count', facts }), line });
      return;
    }
    if (!this.fits(cells)) return;
    for (const emit of this.emits) if (emit.fits(cells)) this.make(emit, row);
  }

  finish(): RecordBatch[] {
    if (this.problemsTotal) throw this.refusal();
    return [...this.batches.values()];
  }

  private make(emit: OpenEmit, row: CsvRow): void {
    const { batch, readers, columns } = emit;
    const given: Record<string, string | undefined> = {};
    const misformed: FieldProblem[] = [];
    for (const { property, read } of readers) {
      const { value, refused } = read(row.cells);
      given[property] = value;
      if (refused) misformed.push({ field: property, value: null, expected: refused });
    }
    const found: FieldProblem[] = [];
    batch.rows.push(readRow(batch.noun, given, '', found));
    batch.origins.push({ line: row.line, columns });
    if (found.length || misformed.length) this.refuseRecord(emit, row, found, misformed);
  }

  private refuseRecord(
    { batch, readers, columns }: OpenEmit,
    { line, cells }: CsvRow,
    found: FieldProblem[],
    misformed: FieldProblem[],
  ) {
    // a cell of the wrong form leaves its field empty: that the field is required is not told then
    const others = found.filter(({ field }) => !misformed.some((problem) => problem.field === field));
    for (const { field, expected } of [...misformed, ...others]) {
      const written = readers.find(({ property }) => property === field)?.read(cells).written;
      const problem = fieldProblem(`${batch.noun.name}.${field}`, written || null, expected);
      this.refuse({ ...problem, line, ...columnOf(columns, field) });
    }
  }

  private open(profile: Profile, emit: Emit, path: string): OpenEmit {
    const sources = [...emit.fields];
    const source = emit.noun.fields.find(({ property }) => property === 'source');
    if (source && profile.source && !sources.some(({ field }) => field === source)) {
      sources.push({ field: source, constant: profile.source });
    }
    return {
      batch: this.batchOf(emit.noun),
      fits: this.filter(emit.rows, `${path}.rows`),
      columns: Object.fromEntries(
        sources.flatMap((one) => [[one.field.property, columnsOf(one)]]).filter(([, names]) => names),
      ),
      readers: sources.map((one) => ({
        property: one.field.property,
        read: cellReader(one, profile.format, (column) =>
          this.placeOf(column, `${emit.noun.name}.${one.field.property}`),
        ),
      })),
    };
  }

  private batchOf(noun: Noun): OpenBatch {
    const known = this.batches.get(noun.name);
    if (known) return known;
    const origins: OpenBatch['origins'] = [];
    const locate: Locate = (rowNumber, field) => {
      const origin = origins[rowNumber - 1];
      const path = `${noun.name}.${field}`;
      return origin
        ? { field: path, line: origin.line, ...columnOf(origin.columns, field) }
        : { field: path };
    };
    const batch = { noun, rows: [], origins, locate };
    this.batches.set(noun.name, batch);
    return batch;
  }

  private filter(filter: RowFilter, path: string): (cells: readonly string[]) => boolean {
    const conditions = [...filter].map(([column, values]) => ({ place: this.placeOf(column, path), values }));
    return (cells) => conditions.every(({ place, values }) => values.has(cells[place] ?? ''));
  }

  private placeOf(column: string, field: string): number {
    const place = this.header.cells.indexOf(column);
    if (place >= 0) return place;
    const columns = this.header.cells.filter((name) => name !== '').join(', ');
    const problem = fieldProblem(field, column, { code: 'column-in-file', facts: { columns } });
    if (!this.problems.some((known) => known.column === column))
      this.refuse({ ...problem, line: this.header.line, column });
    return place;
  }

  private refuseRepeatedColumns(): void {
    const names = this.header.cells;
    for (const column of new Set(
      names.filter((name, place) => name !== '' && names.indexOf(name) !== place),
    )) {
      this.refuse({
        ...fieldProblem('file', column, { code: 'column-once' }),
        line: this.header.line,
        column,
      });
    }
  }

  private refuse(problem: FieldProblem): void {
    this.problemsTotal += 1;
    if (this.problems.length < PROBLEMS_KEPT_MAX) this.problems.push(problem);
  }

  private refusal(): DomainError {
    return new DomainError('invalid-fields', {}, this.problems, this.problemsTotal);
  }
}

const columnOf = (columns: Record<string, string>, field: string): { column?: string } =>
  columns[field] ? { column: columns[field] } : {};
