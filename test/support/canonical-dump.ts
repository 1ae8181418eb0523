import { createHash } from 'node:crypto';
import pg from 'pg';

/** A database's content by table: number of rows and a hash. */
export type Dump = Record<string, string>;

type Row = Record<string, string | null>;

interface Column {
  table: string;
  name: string;
  type: string;
  /** Table that its values are ids of. */
  target: string | null;
}

/** What rows of runs, and what is kept of them, refer to without a key. */
const REFERENCES = `values ('run_id', 'payroll_runs'), ('manager_id', 'managers'), ('team_id', 'teams'),
  ('scheme_version_id', 'scheme_versions')`;

const COLUMNS = `select c.relname as table, a.attname as name, a.atttypid::regtype::text as type,
    coalesce((select f.confrelid::regclass::text from pg_constraint f
        where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum]),
      (select r.target from (${REFERENCES}) r(name, target)
        where r.name = a.attname and c.relname in ('results', 'statements', 'former_pay'))) as target
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    -- jobs are the record of how work was done: an import that was killed stays on it as interrupted; answers tell of them
    -- and the audit log tells who did it when, and that a run was begun and given up; links are secrets made at each start
    and c.relname not in ('migrations', 'tokens', 'jobs', 'idempotency_keys', 'audit_events', 'user_links') order by 1, a.attnum`;

/**
 * What is in every table, free of what may differ between two equal histories: instants are left out, and numbers
 * that leave gaps where a transaction was lost (ids, intake numbers) are replaced with their place among their kind.
 * Runs under way are left out with what they have written, as the service shows nothing of that.
 */
export async function canonicalDump(url: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const types = { getTypeParser: () => (text: string) => text } as pg.CustomTypesConfig;
    const columns = (await client.query<Column>(COLUMNS)).rows;
    const tables = [...new Set(columns.map(({ table }) => table))];
    const rows = new Map<string, Row[]>();
    for (const table of tables)
      rows.set(table, (await client.query<Row>({ text: `select * from ${table}`, types })).rows);
    leaveOutUnderWay(rows);
    const places = placesOf(rows);
    return Object.fromEntries(
      tables.map((table) => [table, summary(rows.get(table)!, canonical(table, columns, places))]),
    );
  } finally {
    await client.end();
  }
}

function leaveOutUnderWay(rows: Map<string, Row[]>): void {
  const keep = (table: string, isKept: (row: Row) => boolean) =>
    rows.set(table, (rows.get(table) ?? []).filter(isKept));
  const runs = (rows.get('payroll_runs') ?? []).filter(({ state }) => state === 'running');
  const ids = new Set(runs.map(({ id }) => id));
  const instants = new Set(runs.map(({ started_at }) => started_at));
  for (const table of ['results', 'statements']) keep(table, ({ run_id }) => !ids.has(run_id ?? null));
  keep('payroll_runs', ({ id }) => !ids.has(id ?? null));
  // a period that the run opened, in the same transaction; it goes with the run
  keep('periods', ({ state, opened_at }) => state !== 'open' || !instants.has(opened_at ?? null));
}

type Places = (kind: string, number: string) => number;

/** The place of an id among all of its table, or of an intake number: how many are not above it. */
function placesOf(rows: Map<string, Row[]>): Places {
  const sorted = new Map<string, bigint[]>();
  for (const [table, list] of rows) {
    const base = table.replace(/_history$/, '');
    const ids = list.flatMap((row) => row[base === 'intakes' ? 'seq' : 'id'] ?? []).map(BigInt);
    sorted.set(base, [...(sorted.get(base) ?? []), ...ids]);
  }
  for (const [base, ids] of sorted)
    sorted.set(
      base,
      [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)),
    );
  return (kind, number) => {
    const all = sorted.get(kind) ?? [];
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]! <= BigInt(number)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function canonical(table: string, columns: readonly Column[], places: Places): (row: Row) => string {
  const base = table.replace(/_history$/, '');
  const targets = new Map(
    columns.flatMap(({ table: of, name, target }) => (of === base && target ? [[name, target]] : [])),
  );
  const kindOf = ({ name }: Column): string | undefined => {
    if (/^(written_seq|replaced_seq|watermark|seq)$/.test(name)) return 'intakes';
    return name === 'id' ? base : targets.get(name);
  };
  const kept = columns.filter((column) => column.table === table && !column.type.startsWith('timestamp'));
  const kinds = kept.map((column) => [column.name, kindOf(column)] as const);
  const numeric = (value: string) => /^-?\d+$/.test(value); // keys that are codes stay as they are
  return (row) =>
    JSON.stringify(
      kinds.map(([name, kind]) => {
        const value = row[name] ?? null;
        return kind && value !== null && numeric(value) ? places(kind, value) : value;
      }),
    );
}

function summary(rows: readonly Row[], text: (row: Row) => string): string {
  const hash = createHash('sha256').update(rows.map(text).sort().join('\n')).digest('hex');
  return `${rows.length} rows, ${hash.slice(0, 16)}`;
}
