import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import type { RowState } from './export-states.js';

export interface StoredExport {
  id: string;
  period: string;
  teams: (string | null)[];
  currency: string;
  total: string;
  rowCount: string;
  manifestHash: string | null;
  isCancelled: boolean;
  /** Hash of the period's manifest as it stands. */
  manifestStands: string | null;
  files: { format: string; hash: string; found: string }[];
  json: string | null;
}

export interface StoredRow {
  rowNo: string;
  statementId: string;
  line: string;
  amount: string;
  state: RowState;
  document: string;
  hash: string;
  /** Hash of the document as it lies there. */
  found: string;
  /** What was said of it last. */
  said: RowState | null;
  /** Of the statement as it stands; null when it is gone. */
  statementHash: string | null;
  /** The statement's line as it stands. */
  content: Record<string, string | undefined> | null;
}

/** Reads exports as they lie in the tables, with what they should agree with. */
@Injectable()
export class ExportProofRepository {
  exports(tx: Tx): Promise<StoredExport[]> {
    return tx.query(
      `select e.id, e.period, e.teams, e.currency, trim_scale(e.total)::text as total, e.row_count::text as "rowCount",
          e.manifest_hash as "manifestHash", e.cancelled_at is not null as "isCancelled",
          (select hash from manifests where period = e.period) as "manifestStands",
          coalesce((select json_agg(json_build_object('format', format, 'hash', hash, 'found', encode(sha256(content), 'hex')) order by format)
            from export_files where export_id = e.id), '[]') as files,
          (select convert_from(content, 'UTF8') from export_files where export_id = e.id and format = 'json') as json
        from exports e order by e.id`,
    );
  }

  rows(tx: Tx, exportId: string): Promise<StoredRow[]> {
    return tx.query(
      `select r.row_no::text as "rowNo", r.statement_id::text as "statementId", r.line::text as line,
          trim_scale(r.amount)::text as amount, r.state, r.document, r.hash,
          encode(sha256(convert_to(r.document, 'UTF8')), 'hex') as found,
          (select state from export_acknowledgements where (export_id, row_no) = (r.export_id, r.row_no) order by id desc limit 1) as said,
          s.hash as "statementHash", s.document::jsonb->'lines'->(r.line - 1) as content
        from export_rows r left join statements s on s.id = r.statement_id where r.export_id = $1 order by r.row_no`,
      [exportId],
    );
  }
}
