import { acting } from '../acting.js';
import type { Tx } from '../database/transaction.js';
import { DomainError } from '../problem/domain-error.js';
import type { Noun } from './noun.js';

/**
 * A head sends and withdraws records of the teams led and of their managers only, and none of the own: pay follows from them.
 * Throws `not-led` where the intake touched others, as they stand or as they stood before it.
 */
export async function refuseUnlessLed(tx: Tx, noun: Noun, seq: string): Promise<void> {
  const { role, managerId } = acting() ?? {};
  if (role !== 'head') return;
  const columns = ['manager_id', 'team_id'].map((name) =>
    noun.fields.some(({ column }) => column === name) ? name : `null::bigint as ${name}`,
  );
  const [other] = await tx.query(
    `with recursive led as (
          select id from teams where head_id = $2::bigint and not withdrawn
          union select t.id from teams t join led on t.parent_id = led.id where not t.withdrawn),
        touched as (select ${columns} from ${noun.table} where written_seq = $1
          union select ${columns} from ${noun.table}_history where replaced_seq = $1)
      select from touched t
        where not exists (select from led where led.id = t.team_id)
          and not exists (select from team_memberships m join led on led.id = m.team_id
            where m.manager_id = t.manager_id and t.manager_id <> $2::bigint and not m.withdrawn
              and m.valid_from <= current_date and (m.valid_until is null or m.valid_until > current_date))
        limit 1`,
    [seq, managerId],
  );
  if (other) throw new DomainError('not-led', { noun: noun.name });
}
