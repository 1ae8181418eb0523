import { Injectable } from '@nestjs/common';
import { instantText } from '../../platform/database/as-text.js';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, type PageOf, pageOf } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import type { Export, ExportFile, ExportRow } from './export.entity.js';
import type { ExportFormat } from './export-states.js';
import type { ExportDto, ExportRowDto } from './exports.dto.js';

export interface Page {
  limit: number;
  cursor: string | undefined;
}

export type NewExport = Pick<
  Export,
  'id' | 'period' | 'runId' | 'teams' | 'currency' | 'total' | 'manifestHash' | 'leftOut'
>;
export type NewRow = Pick<ExportRow, 'statementId' | 'line' | 'amount' | 'document' | 'hash'>;
export type NewFile = Pick<ExportFile, 'format' | 'content' | 'hash'>;

const EXPORT = `select e.id, e.period, e.teams, e.currency, e.row_count as rows, trim_scale(e.total)::text as total,
    e.manifest_hash as "manifestHash", e.left_out as "leftOut", e.created_by as "createdBy", e.created_at as "createdAt",
    e.cancelled_at as "cancelledAt", e.cancelled_by as "cancelledBy", e.cancel_reason as "cancelReason",
    (select json_agg(json_build_object('format', f.format, 'bytes', octet_length(f.content), 'hash', f.hash)
        order by array_position(array['json', 'csv', 'xlsx'], f.format))
      from export_files f where f.export_id = e.id) as files,
    (select json_agg(json_build_object('state', s.state, 'rows', s.rows, 'amount', s.amount) order by s.state) from
      (select state, count(*) as rows, trim_scale(sum(amount))::text as amount from export_rows where export_id = e.id group by 1) s) as states
  from exports e`;

/** All writing and reading of exports, their rows and files. */
@Injectable()
export class ExportsRepository {
  /** Id of the next export, and the instant of the transaction, in UTC. */
  async next(tx: Tx): Promise<{ id: string; createdAt: string }> {
    const [row] = await tx.query(
      `select nextval(pg_get_serial_sequence('exports', 'id'))::text as id,
        ${instantText('now()', 'US')} as "createdAt"`,
    );
    return row;
  }

  async insert(
    tx: Tx,
    made: NewExport,
    { rows, files, by }: { rows: readonly NewRow[]; files: readonly NewFile[]; by: Viewer },
  ): Promise<void> {
    await tx.query(
      `insert into exports (id, period, run_id, teams, currency, row_count, total, manifest_hash, left_out, created_by, actor_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        made.id,
        made.period,
        made.runId,
        made.teams,
        made.currency,
        rows.length,
        made.total,
        made.manifestHash,
        made.leftOut,
        by.name,
        by.actorId,
      ],
    );
    await tx.query(
      `insert into export_rows (export_id, row_no, statement_id, line, amount, document, hash)
        select $1, r.row_no, r.statement_id, r.line, r.amount, r.document, r.hash
        from unnest($2::bigint[], $3::integer[], $4::numeric[], $5::text[], $6::text[])
          with ordinality as r(statement_id, line, amount, document, hash, row_no)`,
      [
        made.id,
        rows.map(({ statementId }) => statementId),
        rows.map(({ line }) => line),
        rows.map(({ amount }) => amount),
        rows.map(({ document }) => document),
        rows.map(({ hash }) => hash),
      ],
    );
    await tx.query(
      `insert into export_files (export_id, format, content, hash)
        select $1, * from unnest($2::text[], $3::bytea[], $4::text[])`,
      [
        made.id,
        files.map(({ format }) => format),
        files.map(({ content }) => content),
        files.map(({ hash }) => hash),
      ],
    );
  }

  /** Latest first. */
  async list(tx: Tx, period: string | undefined, { limit, cursor }: Page): Promise<PageOf<ExportDto>> {
    const rows: ExportDto[] = await tx.query(
      `${EXPORT} where ($1::text is null or e.period = $1) and ($2 = 0 or e.id < $2) order by e.id desc limit $3`,
      [period ?? null, decodeCursor(cursor), limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => id);
  }

  async one(tx: Tx, id: string): Promise<ExportDto | undefined> {
    const [row] = await tx.query(`${EXPORT} where e.id = $1`, [id]);
    return row;
  }

  async rows(tx: Tx, id: string, { limit, cursor }: Page): Promise<PageOf<ExportRowDto>> {
    const rows: { rowNo: number; state: string; document: string; hash: string }[] = await tx.query(
      `select row_no as "rowNo", state, document, hash from export_rows
        where export_id = $1 and row_no > $2 order by row_no limit $3`,
      [id, decodeCursor(cursor), limit + 1],
    );
    const { items, next } = pageOf(rows, limit, ({ rowNo }) => String(rowNo));
    return {
      items: items.map(({ rowNo, state, document, hash }) => {
        const { export: _, payMonth: __, ...line } = JSON.parse(document);
        return { ...line, row: rowNo, state, hash };
      }),
      next,
    };
  }

  async file(tx: Tx, id: string, format: ExportFormat): Promise<(NewFile & { period: string }) | undefined> {
    const [row] = await tx.query(
      `select f.format, f.content, f.hash, e.period from export_files f join exports e on e.id = f.export_id
        where f.export_id = $1 and f.format = $2`,
      [id, format],
    );
    return row;
  }

  /** Holds an export until `tx` ends: what is said of it goes one after the other. Whether there is one. */
  async lock(tx: Tx, id: string): Promise<boolean> {
    const rows: object[] = await tx.query('select from exports where id = $1 for update', [id]);
    return rows.length > 0;
  }

  async cancel(tx: Tx, id: string, reason: string, { name }: Viewer): Promise<void> {
    await tx.query(
      'update exports set cancelled_at = now(), cancelled_by = $2, cancel_reason = $3 where id = $1',
      [id, name, reason],
    );
  }
}
