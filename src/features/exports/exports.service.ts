import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { canonicalText, sum } from '../../calc/index.js';
import { inSnapshot, inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceIn } from '../../platform/idempotency/once.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import type { Viewer } from '../access/index.js';
import { CompanyService } from '../company/index.js';
import { type DueLine, DueLinesRepository } from './due-lines.repository.js';
import { exportCsv } from './export-csv.js';
import {
  type ExportedLine,
  type ExportHead,
  exportDocument,
  exportedLine,
  type PayableLine,
} from './export-row.js';
import type { ExportFormat } from './export-states.js';
import { exportXlsx } from './export-xlsx.js';
import type { ExportDto, ExportPageDto, ExportRowPageDto, NewExportDto, UnpaidDto } from './exports.dto.js';
import { ExportsRepository, type NewFile, type Page } from './exports.repository.js';
import { UnpaidRepository } from './unpaid.repository.js';

/** Stands for the statements of managers without a team. */
const NO_TEAM = '—';
const NAMED_MAX = 20;

/** Batches of approved pay for the payroll system. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly source: DataSource,
    private readonly due: DueLinesRepository,
    private readonly exports: ExportsRepository,
    private readonly unpaidLines: UnpaidRepository,
    private readonly company: CompanyService,
  ) {}

  /**
   * Exports what is approved of a month and in no live export. Throws `period-not-computed`, `not-found`,
   * `export-not-approved`, `export-incomplete`, `nothing-to-export`, `export-sums-differ`.
   */
  async create(viewer: Viewer, wanted: NewExportDto, once?: Once): Promise<ExportDto> {
    const { language } = await this.company.read();
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        const { period } = wanted;
        const { runId, manifestHash, teams } = await this.approved(tx, wanted);
        const { lines, leftOut } = payable(await this.due.dueLines(tx, runId, teams), wanted);
        const [first] = lines;
        if (!first) throw new DomainError('nothing-to-export', { period });
        const { id, createdAt } = await this.exports.next(tx);
        const head: ExportHead = {
          id,
          period,
          teams: teamsOf(lines),
          currency: first.currency,
          total: sum(lines)!,
          manifestHash,
          createdAt,
        };
        const rows = lines.map((line, place) => exportedLine(line, place, head));
        const frozen = rows.map((row, place) => {
          const document = canonicalText(row);
          return { ...lines[place]!, document, hash: hash('sha256', document) };
        });
        const files = await filesOf(head, rows, language);
        await this.exports.insert(tx, { ...head, runId, leftOut }, { rows: frozen, files, by: viewer });
        return (await this.exports.one(tx, id))!;
      }),
    );
  }

  list(period: string | undefined, page: Page): Promise<ExportPageDto> {
    return this.exports.list(this.source.manager, period, page);
  }

  /** Throws `not-found`. */
  one(id: string): Promise<ExportDto> {
    return this.known(this.source.manager, id);
  }

  async rows(id: string, page: Page): Promise<ExportRowPageDto> {
    await this.one(id);
    return this.exports.rows(this.source.manager, id, page);
  }

  /** The very bytes made with the export. */
  async file(id: string, format: ExportFormat): Promise<NewFile & { period: string }> {
    const file = isId(id) ? await this.exports.file(this.source.manager, id, format) : undefined;
    if (!file) throw new DomainError('not-found', { what: 'exports', id });
    return file;
  }

  /** What is approved and not paid yet, of one month or of all. */
  unpaid(period: string | undefined, page: Page): Promise<UnpaidDto> {
    return inSnapshot(this.source, (tx) => this.unpaidLines.unpaid(tx, period, page));
  }

  /** Lets the lines be exported anew. Throws `not-found`, `export-cancelled`, `export-paid`. */
  cancel(viewer: Viewer, id: string, reason: string, once?: Once): Promise<ExportDto> {
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        if (isId(id)) await this.exports.lock(tx, id);
        const { cancelledAt, states } = await this.known(tx, id);
        if (cancelledAt) throw new DomainError('export-cancelled', { id });
        const paid = states.find(({ state }) => state === 'paid');
        if (paid) throw new DomainError('export-paid', { id, rows: paid.rows });
        await this.exports.cancel(tx, id, reason, viewer);
        return this.known(tx, id);
      }),
    );
  }

  private async known(tx: Tx, id: string): Promise<ExportDto> {
    const found = isId(id) ? await this.exports.one(tx, id) : undefined;
    if (!found) throw new DomainError('not-found', { what: 'exports', id });
    return found;
  }

  /** The teams meant, all of them approved. */
  private async approved(tx: Tx, { period, teams: codes }: NewExportDto) {
    const found = await this.due.period(tx, period);
    if (!found || found.teams.length === 0) throw new DomainError('period-not-computed', { period });
    const unknown = codes?.find((code) => !found.teams.some(({ team }) => team === code));
    if (unknown !== undefined) throw new DomainError('not-found', { what: 'reviews', id: unknown });
    const meant = found.teams.filter(({ team, state }) =>
      codes ? team !== null && codes.includes(team) : state === 'approved',
    );
    const behind = (codes ? meant : found.teams).filter(({ state }) => state !== 'approved');
    if (found.runId === null || meant.length === 0 || (codes && behind.length > 0)) {
      const teams = behind.map(({ team, state }) => `${team ?? NO_TEAM} (${state})`);
      throw new DomainError('export-not-approved', { period, teams });
    }
    return { ...found, runId: found.runId, teams: meant.map(({ team }) => team) };
  }
}

/** Lines of statements that are known in whole; the others are left out if that is wanted, or hinder the export. */
function payable(
  due: readonly DueLine[],
  { period, leaveOutIncomplete }: NewExportDto,
): { lines: PayableLine[]; leftOut: string[] } {
  const unknown = due.filter(({ amount }) => amount === null);
  if (unknown.length > 0 && !leaveOutIncomplete) {
    const lines = unknown.map(
      (line) => `${line.personnelNumber} (${line.scheme ?? line.pay}.${line.lineCode})`,
    );
    throw new DomainError('export-incomplete', {
      period,
      count: lines.length,
      lines: lines.slice(0, NAMED_MAX),
    });
  }
  const incomplete = new Set(unknown.map(({ statementId }) => statementId));
  return {
    lines: due.filter((line): line is PayableLine => !incomplete.has(line.statementId)),
    leftOut: [...new Set(unknown.map(({ personnelNumber }) => personnelNumber))],
  };
}

/** Codes in their order; null, for managers without a team, comes last. */
function teamsOf(lines: readonly DueLine[]): (string | null)[] {
  const codes = new Set(lines.map(({ team }) => team));
  const named = [...codes].filter((code) => code !== null).sort();
  return codes.has(null) ? [...named, null] : named;
}

/** Made once and kept: what was sent stays the same bytes, whatever later releases would write. */
async function filesOf(
  head: ExportHead,
  rows: readonly ExportedLine[],
  language: 'en' | 'ru',
): Promise<NewFile[]> {
  const contents: [ExportFormat, Buffer][] = [
    ['json', Buffer.from(exportDocument(head, rows))],
    ['csv', Buffer.from(exportCsv(rows, language))],
    ['xlsx', await exportXlsx(rows, language)],
  ];
  return contents.map(([format, content]) => ({ format, content, hash: hash('sha256', content) }));
}
