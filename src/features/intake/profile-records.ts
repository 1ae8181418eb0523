import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import type { Locate } from '../../platform/records/merge.js';
import type { Noun } from '../../platform/records/noun.js';
import { fieldProblem, type Row, readRow } from '../../platform/records/row.js';
import type { FileRow } from './csv-rows.js';
import { columnsOf, EMITS_MAX, type Emit, type Profile, type RowFilter } from './profile.js';
import { absentText, type CellReader, cellReader } from './profile-cells.js';

/** Most columns of a file: as many as a worksheet has. */
export const COLUMNS_MAX = 16_384;
const COLUMNS_TOLD_MAX = 50;

/** A record made from a row of a file. */
export interface MadeRecord {
  /** Place of its noun in `RecordMaker.nouns`. */
  place: number;
  /** Tells the row and the emit it was made by; `locate` leads back to line and column. */
  rowNumber: number;
  values: Row;
}

interface OpenEmit {
  noun: Noun;
  /** Place of the noun among all of the profile. */
  place: number;
  fits: (cells: readonly string[]) => boolean;
  readers: { property: string; reader: CellReader }[];
  /** The texts to store, in the order of the noun's fields. */
  stored: CellReader['stored'][];
  /** Columns by field, for messages. */
  columns: Record<string, string>;
}

/** Line of the file that a staged row comes from. */
export const lineOf = (rowNumber: number): number => Math.floor(rowNumber / EMITS_MAX);

/** Makes a profile's records from the rows of one file. */
export class RecordMaker {
  /** In the order they are merged. */
  readonly nouns: readonly Noun[];
  private readonly emits: OpenEmit[];
  private readonly fits: (cells: readonly string[]) => boolean;
  private readonly refused: FieldProblem[] = [];
  /** Places of the columns that the profile names. */
  private readonly used = new Set<number>();

  /** Throws `invalid-fields` with every column that is missing or named twice. */
  constructor(
    profile: Profile,
    readonly header: FileRow,
  ) {
    this.refuseColumns();
    this.nouns = nounsOf(profile);
    this.fits = this.filter(profile.rows, 'rows');
    this.emits = profile.emits.map((emit, place) => this.open(profile, emit, `emits[${place}]`));
    if (this.refused.length) throw new DomainError('invalid-fields', {}, this.refused);
  }

  /** The records of a row; with what is wrong with it added to `problems`. A row with problems gives no records. */
  make(row: FileRow, problems: FieldProblem[]): MadeRecord[] {
    const { line, cells } = row;
    if (cells.length !== this.header.cells.length) {
      const facts = { expected: this.header.cells.length, found: cells.length };
      const written = cells.slice(0, COLUMNS_TOLD_MAX).join(',');
      problems.push({ ...fieldProblem('file', written, { code: 'columns-count', facts }), line });
      return [];
    }
    if (!this.fits(cells)) return [];
    const before = problems.length;
    for (const [place, expected] of row.faults ?? []) {
      if (!this.used.has(place)) continue;
      const column = this.header.cells[place]!;
      problems.push({ ...fieldProblem('file', cells[place], expected), line, column });
    }
    const records: MadeRecord[] = [];
    this.emits.forEach((emit, place) => {
      if (!emit.fits(cells)) return;
      const values = this.read(emit, row, problems);
      records.push({ place: emit.place, rowNumber: line * EMITS_MAX + place, values });
    });
    return problems.length > before ? [] : records;
  }

  /** Places of the nouns of which a row would give a record each, were it in order. */
  placesOf({ cells }: FileRow): number[] {
    if (cells.length !== this.header.cells.length) return [];
    return this.emits.filter(({ fits }) => fits(cells)).map(({ place }) => place);
  }

  locate(noun: Noun): Locate {
    return (rowNumber, field) => {
      const columns = this.emits[rowNumber % EMITS_MAX]?.columns ?? {};
      return { field: `${noun.name}.${field}`, line: lineOf(rowNumber), ...columnOf(columns, field) };
    };
  }

  private read(emit: OpenEmit, row: FileRow, problems: FieldProblem[]): Row {
    const values: Row = [];
    for (const stored of emit.stored) {
      const value = stored(row.cells);
      if (value === undefined) return this.refuse(emit, row, problems);
      values.push(value);
    }
    return values;
  }

  /** Reads a record that is not in order once more, to say why. */
  private refuse(emit: OpenEmit, row: FileRow, problems: FieldProblem[]): Row {
    const given: Record<string, string | undefined> = {};
    const misformed: FieldProblem[] = [];
    for (const { property, reader } of emit.readers) {
      const { value, refused } = reader.read(row.cells);
      given[property] = value;
      if (refused) misformed.push({ field: property, value: null, expected: refused });
    }
    const found: FieldProblem[] = [];
    const values = readRow(emit.noun, given, '', found);
    if (found.length || misformed.length) problems.push(...problemsOf(emit, row, found, misformed));
    return values;
  }

  private open(profile: Profile, emit: Emit, path: string): OpenEmit {
    const sources = [...emit.fields];
    const source = emit.noun.fields.find(({ property }) => property === 'source');
    if (source && profile.source && !sources.some(({ field }) => field === source)) {
      sources.push({ field: source, constant: profile.source });
    }
    const readers = sources.map((one) => ({
      property: one.field.property,
      reader: cellReader(one, profile.format, (column) =>
        this.placeOf(column, `${emit.noun.name}.${one.field.property}`),
      ),
    }));
    return {
      noun: emit.noun,
      place: this.nouns.indexOf(emit.noun),
      fits: this.filter(emit.rows, `${path}.rows`),
      columns: Object.fromEntries(
        sources.flatMap((one) => [[one.field.property, columnsOf(one)]]).filter(([, names]) => names),
      ),
      readers,
      stored: emit.noun.fields.map((field) => {
        const given = readers.find(({ property }) => property === field.property);
        return given ? given.reader.stored : () => absentText(field);
      }),
    };
  }

  private filter(filter: RowFilter, path: string): (cells: readonly string[]) => boolean {
    const conditions = [...filter].map(([column, values]) => ({ place: this.placeOf(column, path), values }));
    return (cells) => conditions.every(({ place, values }) => values.has(cells[place] ?? ''));
  }

  private placeOf(column: string, field: string): number {
    const place = this.header.cells.indexOf(column);
    this.used.add(place);
    if (place >= 0 || this.refused.some((known) => known.column === column)) return place;
    const names = this.header.cells.filter((name) => name !== '');
    const columns =
      names.slice(0, COLUMNS_TOLD_MAX).join(', ') + (names.length > COLUMNS_TOLD_MAX ? ', …' : '');
    const problem = fieldProblem(field, column, { code: 'column-in-file', facts: { columns } });
    this.refused.push({ ...problem, line: this.header.line, column });
    return place;
  }

  private refuseColumns(): void {
    const { line, cells } = this.header;
    if (cells.length > COLUMNS_MAX) {
      const expected = { code: 'columns-max', facts: { max: COLUMNS_MAX } } as const;
      throw new DomainError('invalid-fields', {}, [
        { ...fieldProblem('file', cells.length, expected), line },
      ]);
    }
    const once = new Set<string>();
    const twice = new Set<string>();
    for (const name of cells) {
      if (name !== '' && once.has(name)) twice.add(name);
      once.add(name);
    }
    for (const column of [...twice].slice(0, COLUMNS_TOLD_MAX)) {
      this.refused.push({ ...fieldProblem('file', column, { code: 'column-once' }), line, column });
    }
  }
}

/** The nouns a profile gives, each at the place of its first emit. */
export const nounsOf = (profile: Profile): Noun[] => [...new Set(profile.emits.map(({ noun }) => noun))];

/** The refusal of a file without any row. */
export const fileEmpty = (): DomainError =>
  new DomainError('invalid-fields', {}, [{ ...fieldProblem('file', null, { code: 'csv-header' }), line: 1 }]);

function problemsOf(
  { noun, readers, columns }: OpenEmit,
  { line, cells }: FileRow,
  found: readonly FieldProblem[],
  misformed: readonly FieldProblem[],
): FieldProblem[] {
  // a cell of the wrong form leaves its field empty: that the field is required is not told then
  const others = found.filter(({ field }) => !misformed.some((problem) => problem.field === field));
  return [...misformed, ...others].map(({ field, expected }) => {
    const written = readers.find(({ property }) => property === field)?.reader.read(cells).written;
    const problem = fieldProblem(`${noun.name}.${field}`, written || null, expected);
    return { ...problem, line, ...columnOf(columns, field) };
  });
}

const columnOf = (columns: Record<string, string>, field: string): { column?: string } =>
  columns[field] ? { column: columns[field] } : {};
