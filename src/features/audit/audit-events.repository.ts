import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { decodeCursor, pageOf } from '../../platform/records/read.js';
import { readableKinds, type Viewer } from '../access/index.js';
import type { AuditEventDto, AuditEventPageDto, AuditEventQueryDto } from './audit-events.dto.js';

const LIMIT_STANDARD = 100;

/** Filters by query parameter. */
const CONDITIONS = {
  actor: 'actor =',
  action: 'action =',
  kind: 'kind =',
  object: 'object_id =',
  from: 'at >=',
  until: 'at <',
} as const;

/** An entry that was changed, or that another stood before. */
interface BrokenEntry {
  number: string;
  stored: string;
  found: string;
}

/** Reads the audit log, and writes of it what triggers cannot: reads. */
@Injectable()
export class AuditEventsRepository {
  constructor(private readonly source: DataSource) {}

  async recordRead(read: { kind: string; objectId: string | null; query: object | null }): Promise<void> {
    await inTransaction(this.source, (tx) =>
      tx.query('select record_read($1, $2, $3)', [read.kind, read.objectId, storable(read.query)]),
    );
  }

  async list({ role }: Viewer, query: AuditEventQueryDto): Promise<AuditEventPageDto> {
    const limit = Number(query.limit ?? LIMIT_STANDARD);
    const values: unknown[] = [role === 'auditor' ? null : readableKinds(role)];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = Object.entries(CONDITIONS).flatMap(([name, condition]) => {
      const value = query[name as keyof typeof CONDITIONS];
      return value === undefined || value === null ? [] : [`${condition} ${bind(value)}`];
    });
    if (query.cursor) conditions.push(`number < ${bind(decodeCursor(query.cursor))}`);
    const shown = (column: string) =>
      `case when $1::text[] is null or kind = any($1) then ${column} end as ${column}`;
    // whoever knew the hashes could guess what is not shown until it fits
    const hash = 'case when $1::text[] is null then hash end as hash';
    const rows: AuditEventDto[] = await this.source.query(
      `select number, at, actor, role, actor_id as "actorId", address, request, via, action, kind, object_id as object,
          ${shown('before')}, ${shown('after')}, ${hash}
        from audit_events where ${['true', ...conditions].join(' and ')} order by number desc limit ${bind(limit + 1)}`,
      values,
    );
    return pageOf(rows, limit, ({ number }) => number);
  }

  /** How many entries there are, and the hash of the last, which stands for all of them. */
  async end(tx: Tx): Promise<{ entries: number; last: string | null }> {
    const [row] = await tx.query(
      'select count(*)::integer as entries, (select hash from audit_events order by number desc limit 1) as last from audit_events',
    );
    return row;
  }

  /** Entries, at most 100, that do not have the hash that follows from them and the entry before. */
  broken(tx: Tx): Promise<BrokenEntry[]> {
    return tx.query(
      `select number, hash as stored, found from (
          select number, hash, audit_hash(lag(hash) over (order by number), e) as found from audit_events e) chained
        where hash <> found order by number limit 100`,
    );
  }
}

/** As the database takes it, which has no NUL. */
const storable = (query: object | null): string | null =>
  query && JSON.stringify(query).replaceAll('\\u0000', '\\ufffd');
