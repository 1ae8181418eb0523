import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../database/transaction.js';
import { type Once, onceIn } from '../idempotency/once.js';
import { DomainError } from '../problem/domain-error.js';
import { beginIntake } from './intake-sequence.js';
import { withdrawRows } from './merge.js';
import { allNouns, type Noun } from './noun.js';
import { fieldProblem } from './row.js';
import type { FactKeyDto, WithdrawalCountsDto } from './withdrawals.dto.js';

interface Found {
  place: number;
  id: string | null;
  withdrawn: boolean | null;
}

/** Withdraws facts by the numbers their senders gave them. */
@Injectable()
export class WithdrawalsService {
  constructor(private readonly source: DataSource) {}

  /** All or nothing; each leaves a tombstone. Throws `invalid-fields` for a number never sent, `still-referred-to`. */
  withdraw(
    noun: Noun,
    items: readonly FactKeyDto[],
    actor: string,
    once?: Once,
  ): Promise<WithdrawalCountsDto> {
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        const found = await find(tx, noun, items);
        refuseUnknown(noun, items, found);
        const living = found.filter(({ withdrawn }) => !withdrawn).map(({ id }) => id!);
        const withdrawn = living.length ? await this.take(tx, noun, [...new Set(living)], actor) : 0;
        return { read: items.length, withdrawn, unchanged: items.length - withdrawn };
      }),
    );
  }

  private async take(tx: Tx, noun: Noun, ids: string[], actor: string): Promise<number> {
    const seq = await beginIntake(tx, { kind: 'withdrawal', noun: noun.name, actor });
    const withdrawn = await withdrawRows(tx, noun, seq, ids);
    await refuseReferred(tx, seq, [noun]);
    return withdrawn;
  }
}

const find = (tx: Tx, noun: Noun, items: readonly FactKeyDto[]): Promise<Found[]> =>
  tx.query(
    `select g.place::int - 1 as place, t.id, t.withdrawn
      from unnest($1::text[], $2::text[]) with ordinality as g(source, external_id, place)
      left join ${noun.table} t on t.source = g.source and t.external_id = g.external_id order by g.place`,
    [items.map(({ source }) => source ?? 'api'), items.map(({ externalId }) => externalId)],
  );

function refuseUnknown({ name }: Noun, items: readonly FactKeyDto[], found: readonly Found[]): void {
  const expected = { code: 'existing', facts: { noun: name, key: 'externalId' } } as const;
  const problems = found
    .filter(({ id }) => id === null)
    .map(({ place }) => fieldProblem(`items[${place}].externalId`, items[place]!.externalId, expected));
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
