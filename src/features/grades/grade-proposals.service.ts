import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inSnapshot, inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceIn } from '../../platform/idempotency/once.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { beginIntake } from '../../platform/records/intake-sequence.js';
import { mergeRows } from '../../platform/records/merge.js';
import { nounOf } from '../../platform/records/noun.js';
import type { PageOf } from '../../platform/records/read.js';
import { readRow } from '../../platform/records/row.js';
import type { Viewer } from '../access/index.js';
import { ReviewsService } from '../payroll/index.js';
import { SchemesService } from '../schemes/index.js';
import { withGrade } from './grade-intervals.js';
import type { GradeProposalDto } from './grade-proposals.dto.js';
import {
  GradeProposalsRepository,
  type ProposalQuery,
  type ProposalRow,
} from './grade-proposals.repository.js';

/** Grades that runs propose for the next period: listed, decided, and put in force. Source: language, Semantics 14. */
@Injectable()
export class GradeProposalsService implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly proposals: GradeProposalsRepository,
    private readonly schemes: SchemesService,
    private readonly reviews: ReviewsService,
  ) {}

  onModuleInit(): void {
    this.reviews.onApproval(async (tx, { period, teamIds, viewer }) => {
      const due = agreed(await this.proposals.automatic(tx, period, teamIds));
      if (due.length) await this.accept(tx, due, { automatic: true, reason: null }, viewer);
    });
  }

  list(viewer: Viewer, query: ProposalQuery): Promise<PageOf<GradeProposalDto>> {
    return inSnapshot(this.source, async (tx) => {
      const { items, next } = await this.proposals.list(tx, viewer, query);
      const shown: GradeProposalDto[] = [];
      for (const row of items) shown.push(await this.shown(tx, row));
      return { items: shown, next };
    });
  }

  /**
   * Puts the grade in force from the next period, or refuses it. Throws `not-found`, `grade-own`, `grade-decided`; on
   * acceptance `period-closed`, and `grade-salary-differs` where `grades` keeps another salary for it.
   */
  decide(
    viewer: Viewer,
    id: string,
    { outcome, reason }: { outcome: 'accepted' | 'refused'; reason: string | null },
    once?: Once,
  ): Promise<GradeProposalDto> {
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        const proposal = await this.one(tx, viewer, id);
        if (proposal.managerId === viewer.managerId) throw new DomainError('grade-own', {});
        if (proposal.state !== 'open') throw decided(proposal);
        const decision = { automatic: false, reason };
        if (outcome === 'refused')
          await this.proposals.decide(tx, [proposal], { outcome, ...decision }, viewer);
        else {
          refuseUnfit(proposal);
          await this.accept(tx, [proposal], decision, viewer);
        }
        return this.shown(tx, await this.one(tx, viewer, id));
      }),
    );
  }

  private async one(tx: Tx, viewer: Viewer, id: string): Promise<ProposalRow> {
    const row = isId(id) ? await this.proposals.one(tx, viewer, id) : undefined;
    if (!row) throw new DomainError('not-found', { what: 'grade-proposals', id });
    return row;
  }

  /** Writes the grades of proposals of one month as records of an intake: runs after it see them, those before do not. */
  private async accept(
    tx: Tx,
    proposals: readonly ProposalRow[],
    decision: { automatic: boolean; reason: string | null },
    viewer: Viewer,
  ): Promise<void> {
    const noun = nounOf('manager-attributes');
    const { effectiveFrom } = proposals[0]!;
    const ids = proposals.map(({ managerId }) => managerId);
    const known = await this.proposals.grades(tx, ids, effectiveFrom);
    const rows = proposals.flatMap(({ managerId, personnelNumber, grade }) =>
      withGrade(known.get(managerId) ?? [], grade, effectiveFrom).map(({ grade: value, from, until }) =>
        readRow(noun, { manager: personnelNumber, attribute: 'grade', value, from, until }, '', []),
      ),
    );
    const seq = await beginIntake(tx, { kind: 'api', noun: noun.name, actor: viewer.name });
    const counts = await mergeRows(tx, noun, seq, rows, (_, field) => ({ field }));
    await tx.query('update intakes set counts = $2 where seq = $1', [seq, counts]);
    await this.proposals.decide(tx, proposals, { outcome: 'accepted', ...decision }, viewer);
  }

  private async shown(tx: Tx, row: ProposalRow): Promise<GradeProposalDto> {
    const { schemeId: _, versionId, hash: __, reached, inputs, isTooLate: ___, ...proposal } = row;
    const scheme = await this.schemes.version(tx, versionId);
    const name = scheme.grade!.by;
    const title = (scheme.inputs.get(name) ?? scheme.lines.get(name))?.title ?? null;
    return { ...proposal, figure: { name, title, value: reached, observed: inputs[name]?.given ?? [] } };
  }
}

/** Of managers for whom two schemes propose different grades neither takes effect by itself. */
function agreed(proposals: readonly ProposalRow[]): ProposalRow[] {
  const grades = new Map<string, Set<string>>();
  for (const { managerId, grade } of proposals)
    grades.set(managerId, new Set([...(grades.get(managerId) ?? []), grade]));
  return proposals.filter(({ managerId }) => grades.get(managerId)!.size === 1);
}

const decided = ({ personnelNumber, grade, state, decidedBy }: ProposalRow) =>
  new DomainError('grade-decided', { manager: personnelNumber, grade, state, by: decidedBy! });

function refuseUnfit({ grade, salary, salaryOfGrade, effectiveFrom, isTooLate }: ProposalRow): void {
  if (isTooLate) throw new DomainError('period-closed', { period: effectiveFrom.slice(0, 7) });
  if (salaryOfGrade !== salary)
    throw new DomainError('grade-salary-differs', {
      grade,
      salary,
      from: effectiveFrom,
      known: salaryOfGrade ?? '—',
    });
}
