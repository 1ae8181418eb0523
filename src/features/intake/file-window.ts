import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { day } from '../../platform/records/field-kinds.js';
import type { Locate } from '../../platform/records/merge.js';
import { mergeSql } from '../../platform/records/merge-sql.js';
import type { Noun } from '../../platform/records/noun.js';
import { fieldProblem } from '../../platform/records/row.js';
import { withdrawRows } from '../../platform/records/withdraw.js';
import type { Profile } from './profile.js';
import { nounsOf } from './profile-records.js';

/** Days for which a file is all there is: from the first until before the second. */
export interface FileWindow {
  from: string;
  until: string;
  /** By noun, the senders whose records it replaces beside those the file names. */
  sources: Map<Noun, string[]>;
}

const WITHDRAWN_AT_ONCE = 50_000;
const TOLD_MAX = 100;

/** Reads `2026-03-01..2026-04-01`. Throws `invalid-fields` for another form and for profiles of other than facts. */
export function readWindow(text: string, profile: Profile): FileWindow {
  const [from = '', until = '', ...more] = text.split('..');
  const isWindow = day.parse(from).ok && day.parse(until).ok && from < until && more.length === 0;
  if (!isWindow) throw refusal(text, { code: 'window' });
  const nouns = nounsOf(profile);
  const others = nouns.filter((noun) => !isFact(noun));
  if (others.length === nouns.length)
    throw refusal(text, {
      code: 'window-facts',
      facts: { nouns: others.map(({ name }) => name).join(', ') },
    });
  return { from, until, sources: new Map(nouns.map((noun) => [noun, sourcesOf(profile, noun)])) };
}

const refusal = (text: string, expected: Parameters<typeof fieldProblem>[2]) =>
  new DomainError('invalid-fields', {}, [fieldProblem('replaceWindow', text, expected)]);

/** Dated, and numbered by its sender. */
export const isFact = ({ key, fields }: Noun): boolean =>
  key.includes('externalId') && fields.some(({ column }) => column === 'business_date');

/** The senders that the profile itself names. */
function sourcesOf({ source, emits }: Profile, noun: Noun): string[] {
  return emits
    .filter((emit) => emit.noun === noun)
    .flatMap(({ fields }) => {
      const given = fields.find(({ field }) => field.property === 'source');
      if (!given) return source ?? [];
      return 'constant' in given ? given.constant : [];
    });
}

/**
 * Withdraws the noun's living records of the window's days and senders that are not staged; answers how many. Nouns
 * that are no facts are left alone. Throws `invalid-fields` for staged records of other days.
 */
export async function withdrawAbsent(
  tx: Tx,
  seq: string,
  noun: Noun,
  window: FileWindow,
  locate: Locate,
): Promise<number> {
  if (!isFact(noun)) return 0;
  await refuseOtherDays(tx, noun, window, locate);
  const { stageTable } = mergeSql(noun);
  let withdrawn = 0;
  for (;;) {
    const absent: { id: string }[] = await tx.query(
      `select id from ${noun.table} t where business_date >= $1 and business_date < $2 and not withdrawn
        and (source = any($3) or source in (select distinct source from ${stageTable}))
        and not exists (select from ${stageTable} s where s.source = t.source and s.external_id = t.external_id)
        order by id limit ${WITHDRAWN_AT_ONCE}`,
      [window.from, window.until, window.sources.get(noun) ?? []],
    );
    if (absent.length === 0) return withdrawn;
    const ids = absent.map(({ id }) => id);
    withdrawn += await withdrawRows(tx, noun, seq, ids);
  }
}

async function refuseOtherDays(
  tx: Tx,
  noun: Noun,
  { from, until }: FileWindow,
  locate: Locate,
): Promise<void> {
  const rows: { row_no: string; value: string; total: string }[] = await tx.query(
    `select row_no, business_date::text as value, count(*) over () as total from ${mergeSql(noun).stageTable}
      where business_date < $1 or business_date >= $2 order by row_no limit ${TOLD_MAX}`,
    [from, until],
  );
  if (rows.length === 0) return;
  const expected = { code: 'day-in-window', facts: { from, until } } as const;
  const problems = rows.map(({ row_no, value }) => ({
    ...fieldProblem('date', value, expected),
    ...locate(Number(row_no), 'date'),
  }));
  throw new DomainError('invalid-fields', {}, problems, Number(rows[0]!.total));
}
