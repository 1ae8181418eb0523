import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../database/transaction.js';
import { faultPoint } from '../fault-point.js';
import { type Once, onceIn } from '../idempotency/once.js';
import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import { beginIntake } from './intake-sequence.js';
import { refuseUnlessLed } from './led.js';
import { clearStages, type MergeCounts, mergeRows, mergeStaged } from './merge.js';
import { stageLines, withReceived } from './ndjson.js';
import type { Noun } from './noun.js';
import { listRecords, type PageOf, type PageQuery, readRecord, referrersOf } from './read.js';
import { type Row, readRow } from './row.js';
import { withdrawRows } from './withdraw.js';

export type GivenRecord = Record<string, unknown>;

/** Takes in and reads back the records of any noun. Each method is one transaction. */
@Injectable()
export class RecordsService {
  constructor(private readonly source: DataSource) {}

  /** Takes one record; the answer is the record as it now stands, or what was sent where a newer withdrawal stands. */
  take(noun: Noun, given: GivenRecord, actor: string, once?: Once): Promise<GivenRecord> {
    const rows = readRows(noun, [given], '');
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        await this.merge(tx, noun, rows, { actor, list: '' });
        const stands = await readRecord(tx, noun, { key: rows[0]! });
        if (!stands.withdrawn) return stands;
        // a field that is null was not sent
        const sent = Object.entries(given).filter(([, value]) => value !== null);
        return { ...Object.fromEntries(sent), id: stands.id, withdrawn: true };
      }),
    );
  }

  /** Takes up to 1 000 records, all or nothing. */
  takeBatch(noun: Noun, given: readonly GivenRecord[], actor: string, once?: Once): Promise<MergeCounts> {
    const rows = readRows(noun, given, 'items');
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, () => this.merge(tx, noun, rows, { actor, list: 'items' })),
    );
  }

  /** Takes up to 1 000 000 records, one a line, all or nothing. Problems name the line. */
  takeLines(noun: Noun, body: Readable, actor: string, once?: Once): Promise<MergeCounts> {
    const locate = (line: number, field: string) => ({ field, line });
    return withReceived(body, ({ bytes, hash }) =>
      inTransaction(this.source, (tx) =>
        onceIn(tx, once && { ...once, bodyHash: hash }, async () => {
          const read = await stageLines(tx, noun, bytes());
          const seq = await beginIntake(tx, { kind: 'api', noun: noun.name, actor });
          const counts = await mergeStaged(tx, noun, seq, read, locate);
          await clearStages(tx, [noun]);
          return this.finish(tx, noun, seq, counts);
        }),
      ),
    );
  }

  list(noun: Noun, query: PageQuery): Promise<PageOf<GivenRecord>> {
    return listRecords(this.source.manager, noun, query);
  }

  one(noun: Noun, id: string): Promise<GivenRecord> {
    return readRecord(this.source.manager, noun, { id });
  }

  /** Withdraws a record; it leaves a tombstone, and stays in the history. Throws when others refer to it. */
  async withdraw(noun: Noun, id: string, actor: string): Promise<void> {
    await this.one(noun, id);
    await inTransaction(this.source, async (tx) => {
      const seq = await beginIntake(tx, { kind: 'withdrawal', noun: noun.name, actor });
      await withdrawRows(tx, noun, seq, [id]);
      await refuseUnlessLed(tx, noun, seq);
      const referrers = await referrersOf(tx, noun, id);
      if (referrers.length)
        throw new DomainError('still-referred-to', { noun: noun.name, id, by: referrers });
    });
  }

  private async merge(
    tx: Tx,
    noun: Noun,
    rows: readonly Row[],
    { actor, list }: { actor: string; list: string },
  ): Promise<MergeCounts> {
    const seq = await beginIntake(tx, { kind: 'api', noun: noun.name, actor });
    const locate = (rowNumber: number, field: string) => ({ field: pathOf(list, rowNumber - 1) + field });
    return this.finish(tx, noun, seq, await mergeRows(tx, noun, seq, rows, locate));
  }

  private async finish(tx: Tx, noun: Noun, seq: string, counts: MergeCounts): Promise<MergeCounts> {
    await refuseUnlessLed(tx, noun, seq);
    await tx.query('update intakes set counts = $2 where seq = $1', [seq, counts]);
    await faultPoint('before-commit', { noun: noun.name, rows: counts.read });
    return counts;
  }
}

const pathOf = (list: string, place: number): string => (list ? `${list}[${place}].` : '');

function readRows(noun: Noun, given: readonly GivenRecord[], list: string): Row[] {
  const problems: FieldProblem[] = [];
  const rows = given.map((record, place) => readRow(noun, record, pathOf(list, place), problems));
  if (problems.length) throw new DomainError('invalid-fields', {}, problems);
  return rows;
}
