import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, type PageOf, pageOf } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import type { AcknowledgedState, RowState } from './export-states.js';
import type { ExportAcknowledgementDto } from './exports.dto.js';
import type { Page } from './exports.repository.js';

/** Where a row stands, and what was said of it so far. */
export interface StandingRow {
  row: number;
  state: RowState;
  said: AcknowledgedState[];
}

export interface NewAcknowledgement {
  row: number;
  state: AcknowledgedState;
  reason: string | null;
  /** Instant; null: now. */
  at: string | null;
}

@Injectable()
export class AcknowledgementsRepository {
  standing(tx: Tx, exportId: string, rows: readonly number[]): Promise<StandingRow[]> {
    return tx.query(
      `select r.row_no as row, r.state, array(select a.state from export_acknowledgements a
          where (a.export_id, a.row_no) = (r.export_id, r.row_no)) as said
        from export_rows r where r.export_id = $1 and r.row_no = any($2::integer[])`,
      [exportId, rows],
    );
  }

  /** A trigger moves the rows. */
  async insert(
    tx: Tx,
    exportId: string,
    said: readonly NewAcknowledgement[],
    { name, actorId }: Viewer,
  ): Promise<void> {
    await tx.query(
      `insert into export_acknowledgements (export_id, actor, actor_id, row_no, state, reason, at)
        select $1, $2, $3, a.row_no, a.state, a.reason, coalesce(a.at, now())
        from unnest($4::integer[], $5::text[], $6::text[], $7::timestamptz[]) as a(row_no, state, reason, at)`,
      [
        exportId,
        name,
        actorId,
        said.map(({ row }) => row),
        said.map(({ state }) => state),
        said.map(({ reason }) => reason),
        said.map(({ at }) => at),
      ],
    );
  }

  async list(tx: Tx, exportId: string, { limit, cursor }: Page): Promise<PageOf<ExportAcknowledgementDto>> {
    const rows: ExportAcknowledgementDto[] = await tx.query(
      `select id, row_no as row, state, reason, at, actor, recorded_at as "recordedAt" from export_acknowledgements
        where export_id = $1 and id > $2 order by id limit $3`,
      [exportId, decodeCursor(cursor), limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => id);
  }
}
