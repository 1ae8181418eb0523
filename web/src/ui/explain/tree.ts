/** What the service's explanation of a result holds, as far as it is shown: see `GET /v1/results/{id}/explanation`. */
export interface Titled {
  en?: string;
  ru?: string;
}

export interface Use {
  kind: 'line' | 'input' | 'param' | 'field';
  name: string;
  title: Titled | null;
  unit: string;
  value: string | null;
}

interface TableRow {
  by: string[];
  cells: (string | null)[];
}

export interface Lookup {
  table: string;
  title: Titled | null;
  function: string;
  text: string;
  column: string | null;
  by: string[];
  columns: string[];
  rows: TableRow[];
  below?: TableRow;
  answered: number;
  answeredColumn?: number;
  answer: string;
}

export interface ExplainedLine {
  code: string;
  title: Titled | null;
  clause?: string;
  unit: string;
  formula: string;
  withValues: string | null;
  exact: string | null;
  round: { to: string; mode: string } | null;
  value: string | null;
  pay?: string;
  uses: Use[];
  tables: Lookup[];
  /** Calls over rows. */
  totals?: { set: string; value: string }[];
  failure?: object;
}

/** A row of a set: an order, a return, a part of the month, a member of the team. */
export interface ExplainedRow {
  id: string;
  /** The kind of record, in a set that lists several. */
  fact?: string;
  date?: string;
  /** Number of the order that it refers to. */
  order?: string;
  part?: { lastDay: string; workedDays: string | null; normDays: string | null };
  lines: ExplainedLine[];
}

/** A row set: how many rows it has, what its lines come to, and the first of the rows. */
export interface RowsOfSet {
  set: string;
  title: Titled | null;
  facts: string[];
  count: number;
  sums: { code: string; title: Titled | null; unit: string; value: string | null }[];
  rows: ExplainedRow[];
}

export interface ExplainedInput {
  name: string;
  title: Titled | null;
  unit: string;
  given: { of: string; value: string | null }[];
  withValues: string | null;
  value: string | null;
  failure?: object;
}

export interface Explanation {
  scheme: string;
  title: Titled;
  period: string;
  /** The part of the period it is of; `until` is the first day no longer. */
  stretch?: { from: string; until: string };
  inputs: ExplainedInput[];
  lines: ExplainedLine[];
  /** Absent where the scheme works through no rows. */
  rows?: RowsOfSet[] | undefined;
}
