import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { faultPoint } from '../fault-point.js';
import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import { beginIntake } from './intake-sequence.js';
import { type MergeCounts, mergeRows, withdrawRows } from './merge.js';
import type { Noun } from './noun.js';
import { listRecords, type PageOf, type PageQuery, readRecord, referrersOf } from './read.js';
import { readRow } from './row.js';

export type GivenRecord = Record<string, unknown>;

/** Takes in and reads back the records of any noun. Each method is one transaction. */
@Injectable()
export class RecordsService {
  constructor(private readonly source: DataSource) {}

  /** Takes one record; the answer is the record as it now stands, and whether it is new. */
  async take(noun: Noun, given: GivenRecord, actor: string): Promise<GivenRecord> {
    const { key } = await this.merge(noun, [given], actor, '');
    return readRecord(this.source.manager, noun, { key });
  }

  /** Takes up to 1 000 records, all or nothing. */
  async takeBatch(noun: Noun, given: readonly GivenRecord[], actor: string): Promise<MergeCounts> {
    return (await this.merge(noun, given, actor, 'items')).counts;
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
      const referrers = await referrersOf(tx, noun, id);
      if (referrers.length)
        throw new DomainError('still-referred-to', { noun: noun.name, id, by: referrers });
    });
  }

  private merge(noun: Noun, given: readonly GivenRecord[], actor: string, list: string) {
    const problems: FieldProblem[] = [];
    const path = (place: number) => (list ? `${list}[${place}].` : '');
    const rows = given.map((record, place) => readRow(noun, record, path(place), problems));
    if (problems.length) throw new DomainError('invalid-fields', {}, problems);
    return inTransaction(this.source, async (tx) => {
      const seq = await beginIntake(tx, { kind: 'api', noun: noun.name, actor });
      const locate = (rowNumber: number, field: string) => ({ field: path(rowNumber - 1) + field });
      const counts = await mergeRows(tx, noun, seq, rows, locate);
      await tx.query('update intakes set counts = $2 where seq = $1', [seq, counts]);
      await faultPoint('before-commit', { noun: noun.name, rows: counts.read });
      return { counts, key: rows[0] ?? [] };
    });
  }
}
