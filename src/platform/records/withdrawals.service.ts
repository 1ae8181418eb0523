import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../database/transaction.js';
import { type Once, onceIn } from '../idempotency/once.js';
import { DomainError } from '../problem/domain-error.js';
import { beginIntake } from './intake-sequence.js';
import { refuseUnlessLed } from './led.js';
import { allNouns, type Noun } from './noun.js';
import { fieldProblem } from './row.js';
import { type FactKey, isDueSql, leaveTombstones, withdrawRows } from './withdraw.js';
import type { FactKeyDto, WithdrawalCountsDto } from './withdrawals.dto.js';

/** A fact named, with its highest version where it is named several times. */
interface Named extends FactKey {
  /** Where it is named. */
  place: number;
  /** Null where it has never come. */
  id: string | null;
  isDue: boolean;
}

/** Withdraws facts by the numbers their senders gave them. */
@Injectable()
export class WithdrawalsService {
  constructor(private readonly source: DataSource) {}

  /**
   * All or nothing; each leaves a tombstone. Throws `still-referred-to`, and `invalid-fields` for a number never sent
   * that is withdrawn without a version.
   */
  withdraw(
    noun: Noun,
    items: readonly FactKeyDto[],
    actor: string,
    once?: Once,
  ): Promise<WithdrawalCountsDto> {
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        const named = await find(tx, noun, items);
        refuseUnknown(noun, named);
        const due = named.filter(({ isDue }) => isDue);
        const withdrawn = due.length ? await this.take(tx, noun, due, actor) : 0;
        return { read: items.length, withdrawn, unchanged: items.length - withdrawn };
      }),
    );
  }

  private async take(tx: Tx, noun: Noun, due: readonly Named[], actor: string): Promise<number> {
    const seq = await beginIntake(tx, { kind: 'withdrawal', noun: noun.name, actor });
    const never = due.filter(({ id }) => id === null);
    const left = never.length ? await leaveTombstones(tx, noun, seq, never) : 0;
    // what came between the question and the tombstone is withdrawn like the rest
    const come = left < never.length ? await find(tx, noun, due.map(asItem)) : due;
    const known = come.filter(({ id, isDue }) => id !== null && isDue);
    const withdrawn = await withdrawRows(
      tx,
      noun,
      seq,
      known.map(({ id }) => id!),
      known.map(({ version }) => version),
    );
    await refuseUnlessLed(tx, noun, seq);
    await refuseReferred(tx, seq, [noun]);
    return left + withdrawn;
  }
}

const asItem = ({ source, externalId, version }: FactKey): FactKeyDto => ({
  source,
  externalId,
  ...(version === null ? {} : { sourceVersion: version }),
});

async function find(tx: Tx, noun: Noun, items: readonly FactKeyDto[]): Promise<Named[]> {
  const named: Named[] = await tx.query(
    `select distinct on (g.source, g.external_id) g.place::int - 1 as place, g.source, g.external_id as "externalId",
        g.version, t.id, t.id is null or ${isDueSql(noun)} as "isDue"
      from unnest($1::text[], $2::text[], $3::integer[]) with ordinality as g(source, external_id, version, place)
      left join ${noun.table} t on t.source = g.source and t.external_id = g.external_id
      order by g.source, g.external_id, g.version desc nulls last, g.place`,
    [
      items.map(({ source }) => source ?? 'api'),
      items.map(({ externalId }) => externalId),
      items.map(({ sourceVersion }) => sourceVersion ?? null),
    ],
  );
  return named.sort((a, b) => a.place - b.place);
}

function refuseUnknown({ name }: Noun, named: readonly Named[]): void {
  const expected = { code: 'existing', facts: { noun: name, key: 'externalId' } } as const;
  const problems = named
    .filter(({ id, version }) => id === null && version === null)
    .map(({ place, externalId }) => fieldProblem(`items[${place}].externalId`, externalId, expected));
  if (problems.length) throw new DomainError('invalid-fields', {}, problems);
}

/** Throws `still-referred-to` when a living record refers to one that the intake of this number has withdrawn. */
export async function refuseReferred(tx: Tx, seq: string, facts: readonly Noun[]): Promise<void> {
  const references = facts.flatMap((noun) =>
    allNouns().flatMap((other) =>
      other.fields
        .filter(({ ref }) => ref === noun.name)
        .map(({ column }) => ({ noun, by: other.name, table: other.table, column })),
    ),
  );
  for (const { noun, by, table, column } of references) {
    const [found]: { id: string }[] = await tx.query(
      `select t.external_id as id from ${noun.table} t join ${table} o on o.${column} = t.id
        where t.written_seq = $1 and t.withdrawn and not o.withdrawn order by t.id limit 1`,
      [seq],
    );
    if (found) throw new DomainError('still-referred-to', { noun: noun.name, id: found.id, by: [by] });
  }
}
