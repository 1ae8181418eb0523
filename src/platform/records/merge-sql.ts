import { type Field, fieldOf, isVersioned, keyFields, type MergeRule, type Noun, nounOf } from './noun.js';

/**
 * Every statement a noun's merge needs, written once from its fields. `$1` is the sequence number of what changes
 * records, and how many rows at most are answered by what asks for refused ones.
 */
export interface MergeSql {
  createStage: string;
  stageTable: string;
  stageColumns: string;
  insertStage: string;
  /** Whether some staged row has a version, and whether some key is staged twice: what follows is asked only then. */
  peculiarities: string;
  /** Rows that a known revision or withdrawal is newer than. They change nothing, whatever they name. */
  dropOutdated: string;
  /** The last of each key staged twice with different content. */
  repeated: string;
  /** All of those, for whoever takes none of them. */
  repeatedAll: string;
  dropRepeated: string;
  unknownReferences: string | null;
  /** By property that refers: the noun and key it refers to. */
  references: Record<string, { noun: string; key: string }>;
  rules: readonly { rule: MergeRule; sql: string }[];
  rulesAfter: readonly { rule: MergeRule; sql: string }[];
  /**
   * Inserts records that are not there, unless some row is `refused` by `unknownReferences` or `rules`; answers that and how
   * many it `added`. Holds what the rows refer to, as their foreign keys will: who wants to withdraw it waits for the end.
   */
  insertNew: string;
  /** Completes the references of new records to others of the same batch; null for nouns that refer to no other of their own. */
  linkNew: string | null;
  lockChanged: string;
  replaceChanged: string;
}

const cache = new Map<string, MergeSql>();

export function mergeSql(noun: Noun): MergeSql {
  let sql = cache.get(noun.name);
  if (!sql) {
    sql = write(noun);
    cache.set(noun.name, sql);
  }
  return sql;
}

const stageType = (field: Field): string => (field.ref ? 'text' : field.kind.sqlType);
const stageName = (field: Field): string => (field.ref ? `${field.column}_key` : field.column);

function write(noun: Noun): MergeSql {
  const stage = `stage_${noun.table}`;
  const names = noun.fields.map(stageName);
  const key = keyFields(noun).map(stageName);
  const present = key.map((name) => `coalesce(${name}::text, '')`);
  const incoming = incomingRows(noun, stage);
  const ask = (rule: MergeRule) => ({
    rule,
    sql: `with incoming as (${incoming}) select q.row_no, q.value, q.facts, count(*) over () as total from (${rule.sql}) q order by 1 limit $1`,
  });
  const version = isVersioned(noun) ? 'source_version' : 'null::int';
  const unknown = unknownReferences(noun, stage);
  const rules = [...(noun.exclusive ? [intervalRule] : []), ...(noun.rules ?? [])];
  const differing = `having count(*) > 1 and count(distinct row(${names.join(', ')})) > 1`;
  return {
    stageTable: stage,
    stageColumns: ['row_no', ...names].join(', '),
    createStage: `create temp table if not exists ${stage} (row_no bigint not null, ${noun.fields
      .map((field) => `${stageName(field)} ${stageType(field)}`)
      .join(', ')})`,
    insertStage: `insert into ${stage} (row_no, ${names.join(', ')}) select u.ordinality, ${noun.fields
      .map((field) => `u.${stageName(field)}::${stageType(field)}`)
      .join(
        ', ',
      )} from unnest(${noun.fields.map((_, i) => `$${i + 1}::text[]`).join(', ')}) with ordinality as u(${names.join(
      ', ',
    )}, ordinality)`,
    peculiarities: `select ${isVersioned(noun) ? `exists (select from ${stage} where source_version is not null)` : 'false'} as versioned,
      exists (select from ${stage} group by ${key.join(', ')} having count(*) > 1) as repeated`,
    dropOutdated: `delete from ${stage} s using ${noun.table} t where t.source = s.source and t.external_id = s.external_id
      and (s.source_version < t.source_version or s.source_version <= t.withdrawn_version)`,
    repeated: `select max(row_no) as row_no, concat_ws(' / ', ${key.join(', ')}) as value, null as facts,
      count(*) over () as total from ${stage} group by ${key.join(', ')}, ${version} ${differing} order by 1 limit $1`,
    repeatedAll: `select row_no, concat_ws(' / ', ${key.join(', ')}) as value, null as facts, count(*) over () as total
      from ${stage} where (${[...present, `coalesce(${version}, -1)`].join(', ')}) in (select ${present.join(', ')}, coalesce(${version}, -1)
      from ${stage} group by ${key.join(', ')}, ${version} ${differing}) order by 1 limit $1`,
    dropRepeated: `delete from ${stage} s using (select ctid as place, row_number() over (partition by ${key.join(
      ', ',
    )} order by ${version} desc nulls last, row_no desc) as place_no from ${stage}) d where s.ctid = d.place and d.place_no > 1`,
    unknownReferences:
      unknown && `select *, count(*) over () as total from (${unknown}) q order by row_no, field limit $1`,
    references: Object.fromEntries(
      noun.fields
        .filter((field) => field.ref)
        .map((field) => {
          const target = nounOf(field.ref!);
          return [
            field.property,
            { noun: target.name, key: target.key.filter((property) => property !== 'source')[0]! },
          ];
        }),
    ),
    rules: rules.map(ask),
    rulesAfter: [...(noun.exclusive ? [overlapRule(noun)] : []), ...(noun.rulesAfter ?? [])].map(ask),
    insertNew: insertNew(noun, stage, rules),
    ...changes(noun, incoming),
  };
}

/** Staged rows with their references turned into ids. */
function incomingRows(noun: Noun, stage: string, isHeld = false): string {
  const columns = noun.fields.map((field) =>
    field.ref ? `${field.column}_ref.id as ${field.column}` : `s.${field.column}`,
  );
  const joins = noun.fields
    .filter((field) => field.ref)
    .map((field) => {
      const target = nounOf(field.ref!);
      const text = referenceColumn(target);
      const sameSource = target.key.includes('source') ? ` and ${field.column}_ref.source = s.source` : '';
      // what the same batch sends is living, or will be
      const living =
        target === noun
          ? `(not ${field.column}_ref.withdrawn or exists (select from ${stage} o where o.${text} = s.${stageName(field)}))`
          : `not ${field.column}_ref.withdrawn`;
      return `left join ${isHeld ? heldName(field) : target.table} ${field.column}_ref on ${field.column}_ref.${text} = s.${stageName(field)}${sameSource} and ${living}`;
    });
  return `select s.row_no, ${columns.join(', ')} from ${stage} s ${joins.join(' ')}`;
}

/** The column by which others name a record: its key, without the source. */
export function referenceColumn(target: Noun): string {
  return fieldOf(target, target.key.filter((property) => property !== 'source')[0]!).column;
}

/** Rows that name what is not there; `held` when it is asked of `heldReferences`. */
function unknownReferences(noun: Noun, stage: string, isHeld = false): string | null {
  const asks = noun.fields
    .filter((field) => field.ref)
    .map((field) => {
      const target = nounOf(field.ref!);
      const known = isHeld ? heldName(field) : target.table;
      const sameSource = target.key.includes('source') ? ' and t.source = s.source' : '';
      const sameBatch =
        target === noun
          ? ` and not exists (select from ${stage} o where o.${referenceColumn(target)} = s.${stageName(field)})`
          : '';
      return `select row_no, '${field.property}' as field, ${stageName(field)} as value from ${stage} s where ${stageName(
        field,
      )} is not null and not exists (select from ${known} t where t.${referenceColumn(target)} = s.${stageName(
        field,
      )}${sameSource} and not t.withdrawn)${sameBatch}`;
    });
  return asks.length === 0 ? null : asks.join(' union all ');
}

const heldName = (field: Field): string => `held_${field.column}`;

/** The living records that staged rows name by one field, held until the end; locked in the order of their ids. */
function heldReferences(field: Field, stage: string): string {
  const target = nounOf(field.ref!);
  const columns = [
    'id',
    referenceColumn(target),
    ...(target.key.includes('source') ? ['source'] : []),
    'withdrawn',
  ];
  return `${heldName(field)} as materialized (select ${columns.map((column) => `t.${column}`).join(', ')} from ${target.table} t
    where t.${referenceColumn(target)} in (select ${stageName(field)} from ${stage}) and not t.withdrawn order by t.id for key share)`;
}

function insertNew(noun: Noun, stage: string, rules: readonly MergeRule[]): string {
  const unknown = unknownReferences(noun, stage, true);
  const asks = [...(unknown ? [unknown] : []), ...rules.map(({ sql }) => sql)];
  const held = noun.fields.filter((field) => field.ref).map((field) => heldReferences(field, stage));
  // each question gets a plan of its own, made for reading all: nearly always none is found
  const refused = asks.map((sql, place) => `select from (${sql}) q${place}`).join(' union all ');
  const columns = noun.fields.map((field) => field.column);
  const key = keyFields(noun).map((field) => field.column);
  return `with ${[...held, `incoming as materialized (${incomingRows(noun, stage, true)})`].join(', ')},
      refused as materialized (select ${asks.length > 0 ? `count(*) > 0 as found from (${refused}) q` : 'false as found'}),
      added as (insert into ${noun.table} (${columns.join(', ')}, written_seq)
        select ${columns.map((column) => `r.${column}`).join(', ')}, $1 from incoming r where not (select found from refused)
        order by ${key.map((column) => `r.${column}`).join(', ')} on conflict (${key.join(', ')}) do nothing returning 1)
    select found as refused, (select count(*) from added)::int as added from refused`;
}

/** Equal keys; an optional part may be absent, which no value is: comparing it as an empty text keeps the join hashable. */
function sameKey(noun: Noun, a: string, b: string): string {
  return keyFields(noun)
    .map((field) =>
      field.required || field.fallback !== undefined
        ? `${a}.${field.column} = ${b}.${field.column}`
        : `coalesce(${a}.${field.column}::text, '') = coalesce(${b}.${field.column}::text, '')`,
    )
    .join(' and ');
}

function changes(noun: Noun, incoming: string) {
  const { table } = noun;
  const columns = noun.fields.map((field) => field.column);
  const key = keyFields(noun).map((field) => field.column);
  const newer = isVersioned(noun)
    ? ` and (r.source_version is null or (t.source_version is null or r.source_version >= t.source_version)
      and (t.withdrawn_version is null or r.source_version > t.withdrawn_version))`
    : '';
  const living = `withdrawn = false${isVersioned(noun) ? ', withdrawn_version = null' : ''}`;
  const values = columns.filter((column) => !key.includes(column));
  const row = (alias: string) => `(${values.map((column) => `${alias}.${column}`).join(', ')})`;
  const changed = `from ${table} t join incoming r on ${sameKey(noun, 't', 'r')} where t.written_seq <> $1
    and (t.withdrawn${values.length ? ` or ${row('t')} is distinct from ${row('r')}` : ''})${newer}`;
  return {
    linkNew: linkNew(noun, incoming),
    lockChanged: `with incoming as (${incoming}) select t.id, t.written_seq ${changed} order by t.id for update of t`,
    replaceChanged: `with incoming as (${incoming}), changed as (select t.id as changed_id, r.* ${changed}),
      c as (select changed_id as id from changed), kept as (${keepRevisions(noun, 'c')})
      update ${table} t set ${values.map((column) => `${column} = r.${column}`).join(', ')}${
        values.length ? ', ' : ''
      }written_seq = $1, ${living} from changed r where t.id = r.changed_id`,
  };
}

/** Copies the revisions of a relation with `id`s to the history, replaced by the intake `$1`. */
export function keepRevisions(noun: Noun, ids: string): string {
  const columns = noun.fields.map((field) => field.column);
  const kept = [
    'id',
    ...columns,
    'written_seq',
    'withdrawn',
    ...(isVersioned(noun) ? ['withdrawn_version'] : []),
  ];
  return `insert into ${noun.table}_history (${kept.join(', ')}, replaced_seq)
    select ${kept.map((column) => `t.${column}`).join(', ')}, $1 from ${noun.table} t join ${ids} using (id)`;
}

function linkNew(noun: Noun, incoming: string): string | null {
  const own = noun.fields.filter((field) => field.ref === noun.name).map((field) => field.column);
  if (own.length === 0) return null;
  return `with incoming as (${incoming}) update ${noun.table} t set ${own.map((column) => `${column} = r.${column}`).join(', ')}
    from incoming r where ${sameKey(noun, 't', 'r')} and t.written_seq = $1
    and (${own.map((column) => `t.${column} is distinct from r.${column}`).join(' or ')})`;
}

/** Asked before the rows meet the table: the database makes no range of them. */
const intervalRule: MergeRule = {
  field: 'until',
  expected: 'until-after-from',
  sql: 'select row_no, valid_until::text as value, null::jsonb as facts from incoming where valid_until <= valid_from',
};

function overlapRule(noun: Noun): MergeRule {
  const same = noun.exclusive!.map((property) => {
    const field = fieldOf(noun, property);
    const value = (alias: string) =>
      field.required ? `${alias}.${field.column}` : `coalesce(${alias}.${field.column}, 0)`;
    return `${value('o')} = ${value('t')}`;
  });
  return {
    field: 'from',
    expected: 'overlap',
    sql: `select r.row_no, r.valid_from::text as value,
        jsonb_build_object('other', daterange(o.valid_from, o.valid_until)::text) as facts
      from incoming r join ${noun.table} t on ${sameKey(noun, 't', 'r')}
      join ${noun.table} o on ${['o.id <> t.id', 'not o.withdrawn', ...same].join(' and ')} and daterange(o.valid_from, o.valid_until) && daterange(t.valid_from, t.valid_until)
      where not t.withdrawn`,
  };
}
