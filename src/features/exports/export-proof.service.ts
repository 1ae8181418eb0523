import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { canonicalText, type Discrepancy, same } from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { ExportProofRepository, type StoredExport, type StoredRow } from './export-proof.repository.js';
import type { ExportedLine } from './export-row.js';
import type { RowState } from './export-states.js';

interface ExportsReport {
  exports: number;
  discrepancies: Discrepancy[];
}

/** Proves what was exported against the statements, the files and what was said of it. */
@Injectable()
export class ExportProofService {
  constructor(
    private readonly source: DataSource,
    private readonly proofs: ExportProofRepository,
  ) {}

  verifyAll(): Promise<ExportsReport> {
    return inSnapshot(this.source, (tx) => this.verifyIn(tx));
  }

  /** The same as `tx` sees it. */
  async verifyIn(tx: Tx): Promise<ExportsReport> {
    const exports = await this.proofs.exports(tx);
    const discrepancies: Discrepancy[] = [];
    // an export is as many rows as a month has lines: one after the other
    for (const stored of exports) {
      const rows = await this.proofs.rows(tx, stored.id);
      discrepancies.push(...headDiscrepancies(stored, rows));
      for (const row of rows) discrepancies.push(...rowDiscrepancies(stored, row));
    }
    return { exports: exports.length, discrepancies };
  }
}

function headDiscrepancies(stored: StoredExport, rows: readonly StoredRow[]): Discrepancy[] {
  const place = `exports.${stored.id}`;
  const file = parsed<{ rows?: object[]; teams?: unknown } & Record<string, string>>(stored.json);
  const listed = Array.isArray(file?.rows) ? file.rows.map(canonicalText) : [];
  const lines = Array.from({ length: Math.max(listed.length, rows.length) }, (_, index) => index);
  return [
    ...stored.files.flatMap(({ format, hash, found }) => same('hash', `${place}.${format}`, hash, found)),
    ...same(
      'listed',
      `${place}.files`,
      'csv, json, xlsx',
      stored.files.map(({ format }) => format).join(', '),
    ),
    ...lines.flatMap((index) =>
      same('listed', `${place}.json.${index + 1}`, listed[index] ?? null, rows[index]?.document ?? null),
    ),
    ...same('column', `${place}.id`, file?.id ?? null, stored.id),
    ...same('column', `${place}.period`, file?.period ?? null, stored.period),
    ...same('column', `${place}.teams`, JSON.stringify(file?.teams ?? null), JSON.stringify(stored.teams)),
    ...same('column', `${place}.currency`, file?.currency ?? null, stored.currency),
    ...same('column', `${place}.total`, file?.total ?? null, stored.total),
    ...same('column', `${place}.rows`, file?.rowCount ?? null, stored.rowCount),
    ...same('column', `${place}.manifest`, file?.manifestHash ?? null, stored.manifestHash),
    ...(stored.manifestHash
      ? same('chain', `${place}.manifest`, stored.manifestHash, stored.manifestStands)
      : []),
  ];
}

function rowDiscrepancies({ id, isCancelled }: StoredExport, row: StoredRow): Discrepancy[] {
  const place = `exports.${id}.${row.rowNo}`;
  const line = parsed<ExportedLine>(row.document);
  if (!line) return [{ code: 'form', place, stored: row.document.slice(0, 100), found: null }];
  const isLive = row.state !== 'cancelled' && row.state !== 'rejected';
  return [
    ...same('hash', place, row.hash, row.found),
    ...same('column', `${place}.export`, line.export, id),
    ...same('column', `${place}.row`, line.row, row.rowNo),
    ...same('column', `${place}.statement`, line.statement, row.statementId),
    ...same('column', `${place}.statementLine`, line.statementLine, row.line),
    ...same('column', `${place}.amount`, line.amount, row.amount),
    ...same('state', place, stateBy(row.said, isCancelled), row.state),
    ...(isLive ? statementDiscrepancies(place, line, row) : []),
  ];
}

/** What of a live row is not in the statement as it stands. */
function statementDiscrepancies(
  place: string,
  line: ExportedLine,
  { statementHash, content }: StoredRow,
): Discrepancy[] {
  const stands = (name: string) => content?.[name] ?? null;
  return [
    ...same('listed', `${place}.statementHash`, line.statementHash, statementHash),
    ...same('listed', `${place}.amount`, line.amount, stands('amount')),
    ...same('listed', `${place}.period`, line.period, stands('period')),
    ...same('listed', `${place}.pay`, line.pay, stands('pay')),
    ...same('listed', `${place}.clause`, line.clause, stands('clause')),
    ...same('listed', `${place}.scheme`, line.scheme, stands('scheme')),
    ...same('listed', `${place}.line`, line.line, stands('line')),
  ];
}

/** The state that follows from what was said last and from the cancelling. */
function stateBy(said: RowState | null, isCancelled: boolean): RowState {
  if (isCancelled && said !== 'rejected') return 'cancelled';
  return said ?? 'sent';
}

function parsed<Content extends object>(text: string | null): Content | undefined {
  try {
    return JSON.parse(text ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
