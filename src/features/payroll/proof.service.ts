import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  canonicalText,
  type Discrepancy,
  type ManifestContent,
  type StatementEntry,
  same,
  type Verifier,
} from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { newVerifier } from '../../platform/verifier.js';
import { AdjustmentsRepository } from './adjustments.repository.js';
import { type ManifestRow, ManifestsRepository } from './manifests.repository.js';
import { hashesByTeam } from './manifests.service.js';
import { ProofRepository, type StoredPeriod, type StoredResult } from './proof.repository.js';
import { chainDiscrepancies, stateDiscrepancies } from './proof-of-chain.js';
import { read, statementDiscrepancies } from './proof-of-rows.js';
import { ReviewsRepository, type TransitionRow } from './reviews.repository.js';

export interface ProofReport {
  /** How many statements were computed anew. */
  statements: number;
  manifests: number;
  /** Hash of the last manifest. */
  last: string | null;
  discrepancies: Discrepancy[];
}

const STATEMENTS_AT_ONCE = 500;

/** Proves all that is approved against the hashes kept of it, in one view of the database. */
@Injectable()
export class ProofService {
  constructor(
    private readonly source: DataSource,
    private readonly proofs: ProofRepository,
    private readonly manifests: ManifestsRepository,
    private readonly reviews: ReviewsRepository,
    private readonly adjustments: AdjustmentsRepository,
  ) {}

  /** Every manifest, every approved statement; `printed` is the hash last printed, which must be in the chain. */
  verifyAll(printed?: string): Promise<ProofReport> {
    return inSnapshot(this.source, (tx) => this.verifyIn(tx, printed));
  }

  /** The same as `tx` sees it. */
  async verifyIn(tx: Tx, printed?: string): Promise<ProofReport> {
    const manifests = await this.manifests.all(tx);
    const periods = await this.proofs.periods(tx);
    const known = new Set(periods.map(({ code }) => code));
    const report: ProofReport = {
      statements: 0,
      manifests: manifests.length,
      last: manifests.at(-1)?.hash ?? null,
      discrepancies: [
        ...chainDiscrepancies(manifests, printed),
        ...manifests.flatMap(({ number, period }) =>
          same('listed', `manifests.${number}.period`, period, known.has(period) ? period : null),
        ),
      ],
    };
    const verifier = newVerifier();
    // a period is as many statements as the company has managers: one after the other
    for (const period of periods) {
      const manifest = manifests.find((row) => row.period === period.code);
      const transitions = await this.reviews.transitions(tx, period.code);
      report.discrepancies.push(...stateDiscrepancies(period, transitions, manifest));
      await this.verifyPeriod(tx, verifier, { period, manifest, transitions }, report);
    }
    return report;
  }

  private async verifyPeriod(
    tx: Tx,
    verifier: Verifier,
    {
      period,
      manifest,
      transitions,
    }: { period: StoredPeriod; manifest: ManifestRow | undefined; transitions: TransitionRow[] },
    report: ProofReport,
  ): Promise<void> {
    const approved = approvedHashes(transitions);
    const runId = manifest?.runId ?? period.runId;
    if (runId === null || (approved.size === 0 && !manifest)) return;
    const entries = await this.manifests.entries(tx, runId);
    const hashes = hashesByTeam(entries);
    for (const [team, hash] of approved) {
      const place = `${period.code}.approved.${team ?? ''}`;
      report.discrepancies.push(...same('listed', place, hash, hashes.get(team) ?? null));
    }
    if (manifest) report.discrepancies.push(...(await this.sealed(tx, manifest, entries)));
    const due = entries.filter(({ team }) => manifest || approved.has(team));
    report.discrepancies.push(...(await this.verifyRows(tx, verifier, { period: period.code, runId }, due)));
    report.statements += due.length;
  }

  /** What of a manifest does not stand in the tables, and what stands there beside it. */
  private async sealed(
    tx: Tx,
    manifest: ManifestRow,
    entries: readonly StatementEntry[],
  ): Promise<Discrepancy[]> {
    const place = `${manifest.period}.statements`;
    const content = read<ManifestContent>(manifest.document);
    const run = await this.manifests.run(tx, manifest.runId);
    const listed = new Map(manifest.entries.split('\n').map((line) => [idOf(line), line]));
    const stand = new Map(entries.map((entry) => [entry.statement, canonicalText(entry)]));
    const stray = await this.proofs.strayResults(tx, manifest.runId);
    return [
      ...[...new Set([...listed.keys(), ...stand.keys()])].flatMap((id) =>
        same('listed', `${place}.${id}`, listed.get(id) ?? null, stand.get(id) ?? null),
      ),
      ...stray.flatMap((id) => same('listed', `${manifest.period}.results.${id}`, null, id)),
      ...same(
        'column',
        `${manifest.period}.run.watermark`,
        content?.watermark ?? null,
        run?.watermark ?? null,
      ),
      ...same('column', `${manifest.period}.run.engine`, content?.engine ?? null, run?.engine ?? null),
    ];
  }

  private async verifyRows(
    tx: Tx,
    verifier: Verifier,
    { period, runId }: { period: string; runId: string },
    due: readonly StatementEntry[],
  ): Promise<Discrepancy[]> {
    const schemes = await this.manifests.schemes(tx, runId);
    const found: Discrepancy[] = [];
    for (let from = 0; from < due.length; from += STATEMENTS_AT_ONCE) {
      const page = new Map(
        due.slice(from, from + STATEMENTS_AT_ONCE).map((entry) => [entry.statement, entry]),
      );
      const statements = await this.proofs.statements(tx, [...page.keys()]);
      const managerIds = statements.map(({ managerId }) => managerId);
      const results = byManager(await this.proofs.results(tx, runId, managerIds));
      const inForce = await this.adjustments.inForce(tx, period, managerIds);
      for (const row of statements) {
        const ofManager = results.get(row.managerId) ?? [];
        const beside = { schemes, adjustments: inForce.get(row.managerId) ?? [] };
        found.push(...statementDiscrepancies(verifier, row, ofManager, page.get(row.id)!, beside));
      }
    }
    return found;
  }
}

function byManager(results: readonly StoredResult[]): Map<string, StoredResult[]> {
  const groups = new Map<string, StoredResult[]>();
  for (const result of results)
    groups.set(result.managerId, [...(groups.get(result.managerId) ?? []), result]);
  return groups;
}

/** Hash of what is approved now, by team. */
function approvedHashes(transitions: readonly TransitionRow[]): Map<string | null, string | null> {
  const approved = new Map<string | null, string | null>();
  for (const { teamId, to, hash } of transitions) {
    if (to === 'approved') approved.set(teamId, hash);
    else if (to !== 'closed') approved.delete(teamId);
  }
  return approved;
}

/** Id of the statement that a line of a manifest is about; the line itself where it cannot be read. */
const idOf = (line: string): string => read<StatementEntry>(line)?.statement ?? line;
