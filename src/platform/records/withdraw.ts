import type { EntityManager } from 'typeorm';
import { StaleSequence } from '../database/transaction.js';
import { affected } from './merge.js';
import { keepRevisions } from './merge-sql.js';
import { isVersioned, type Noun } from './noun.js';

/** A fact to be withdrawn by the number its sender gave it; `version` is the sender's, null for whatever is known. */
export interface FactKey {
  source: string;
  externalId: string;
  version: number | null;
}

/**
 * Whether a withdrawal `g` concerns the record `t`. With a version it stands above every revision up to that version;
 * without one the order of arrival decides.
 */
export function isDueSql(noun: Noun): string {
  if (!isVersioned(noun)) return 'not t.withdrawn';
  return `case when g.version is null then not t.withdrawn
    else (t.source_version is null or t.source_version <= g.version)
      and (not t.withdrawn or t.withdrawn_version is null or t.withdrawn_version < g.version) end`;
}

/**
 * Withdraws records by id, with the sender's versions of the withdrawals where there are any; each leaves a tombstone.
 * Answers how many tombstones it wrote.
 */
export async function withdrawRows(
  tx: EntityManager,
  noun: Noun,
  seq: string,
  ids: readonly string[],
  versions: readonly (number | null)[] = [],
): Promise<number> {
  const { table } = noun;
  const due = `from ${table} t join unnest($2::bigint[], $3::integer[]) as g(id, version) using (id)
    where ${isDueSql(noun)}`;
  const locked: { isNewer: boolean }[] = await tx.query(
    `select t.written_seq > $1 as "isNewer" ${due} order by t.id for update of t`,
    [seq, ids, versions],
  );
  if (locked.some(({ isNewer }) => isNewer)) throw new StaleSequence();
  const withdrawn = await affected(
    tx,
    `with c as (select id, version ${due}), kept as (${keepRevisions(noun, 'c')})
      update ${table} t set written_seq = $1, withdrawn = true
      ${isVersioned(noun) ? ', withdrawn_version = c.version' : ''} from c where t.id = c.id`,
    [seq, ids, versions],
  );
  for (const statement of noun.afterChange ?? []) await tx.query(statement, [seq]);
  return withdrawn;
}

/** Leaves tombstones without content for facts that have not come yet; answers how many: others may have come since. */
export function leaveTombstones(
  tx: EntityManager,
  noun: Noun,
  seq: string,
  keys: readonly FactKey[],
): Promise<number> {
  return affected(
    tx,
    `insert into ${noun.table} (source, external_id, withdrawn, withdrawn_version, written_seq)
      select source, external_id, true, version, $1
      from unnest($2::text[], $3::text[], $4::integer[]) as g(source, external_id, version)
      order by source, external_id on conflict (source, external_id) do nothing`,
    [seq, keys.map((k) => k.source), keys.map((k) => k.externalId), keys.map((k) => k.version)],
  );
}
