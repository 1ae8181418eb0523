import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { periodKind } from '../../calc/index.js';
import { inSnapshot, inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceIn } from '../../platform/idempotency/once.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { Viewer } from '../access/index.js';
import { approversOf, isHeadOf, refusalOf } from './approval.js';
import { FormerPayRepository } from './former-pay.repository.js';
import { ManifestsService } from './manifests.service.js';
import { allowedFrom, type State, stateBefore, stepOf } from './review-steps.js';
import type { NewTransitionDto, PeriodReviewsDto, ReviewDto, TransitionDto } from './reviews.dto.js';
import { NO_TEAM, type ReviewedPeriod, type ReviewRow, ReviewsRepository } from './reviews.repository.js';

/** Teams of a period whose statements were approved; null stands for those without one. */
interface Approval {
  period: string;
  teamIds: readonly (string | null)[];
  viewer: Viewer;
}

type OnApproval = (tx: Tx, approval: Approval) => Promise<void>;

/** Reviews of a period's statements by team: who takes which step, and the closing of the whole. */
@Injectable()
export class ReviewsService {
  private readonly approvalHandlers: OnApproval[] = [];

  constructor(
    private readonly source: DataSource,
    private readonly reviews: ReviewsRepository,
    private readonly manifests: ManifestsService,
    private readonly formerPay: FormerPayRepository,
  ) {}

  /** Has `handler` called in the transaction of every approval, once it is written: what it throws undoes the approval. */
  onApproval(handler: OnApproval): void {
    this.approvalHandlers.push(handler);
  }

  /** The reviews that the viewer may see: a head those of the teams led and below. Throws `not-found`, `period-not-computed`. */
  reviewsOf(viewer: Viewer, code: string): Promise<PeriodReviewsDto> {
    return inSnapshot(this.source, (tx) => this.view(tx, viewer, code));
  }

  /** Every step taken in a period, of the teams the viewer may see. */
  transitionsOf(viewer: Viewer, code: string): Promise<TransitionDto[]> {
    return inSnapshot(this.source, async (tx) => {
      const { reviews } = await this.visible(tx, viewer, code);
      const teams = new Set(reviews.map(({ teamId }) => teamId));
      const rows = await this.reviews.transitions(tx, code);
      return rows
        .filter(({ teamId, to }) => viewer.role !== 'head' || to === 'closed' || teams.has(teamId))
        .map(({ id: _, teamId: __, actorId: ___, managerId: ____, ...row }) => row);
    });
  }

  /** Takes a step and answers how the reviews stand then. Throws what stands against it, and changes nothing then. */
  move(viewer: Viewer, code: string, wanted: NewTransitionDto, once?: Once): Promise<PeriodReviewsDto> {
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        await this.reviews.lock(tx, code);
        const { period, reviews } = await this.visible(tx, viewer, code);
        if (period.state === 'closed') throw new DomainError('period-closed', { period: code });
        if (wanted.to === 'closed') await this.close(tx, viewer, period, reviews, wanted);
        else await this.moveTeams(tx, viewer, period, reviews, wanted);
        return this.view(tx, viewer, code);
      }),
    );
  }

  private async moveTeams(
    tx: Tx,
    viewer: Viewer,
    period: ReviewedPeriod,
    reviews: readonly ReviewRow[],
    wanted: NewTransitionDto,
  ): Promise<void> {
    const to = wanted.to as State;
    const chosen = chosenReviews(viewer, period, reviews, wanted);
    const from = chosen[0]!.state;
    const reason = wanted.reason ?? null;
    if (stepOf(from, to)!.needsReason && reason === null) throw reasonNeeded();
    const hashes = await this.manifests.setHashes(tx, period.runId!);
    if (wanted.hash !== undefined && wanted.hash !== hashes.get(chosen[0]!.teamId))
      throw new DomainError('review-changed', { period: period.code, team: chosen[0]!.team ?? NO_TEAM });
    const isApproval = to === 'approved';
    if (isApproval) refuseIncomplete(period, chosen, wanted);
    const steps = chosen.map((review) => ({
      review,
      teamId: review.teamId,
      from,
      to,
      reason,
      acceptedIncomplete: isApproval ? review.incomplete.length : 0,
      hash: isApproval ? hashes.get(review.teamId)! : null,
    }));
    await this.reviews.move(tx, period, steps, viewer);
    const teamIds = chosen.map(({ teamId }) => teamId);
    if (from === 'calculated') await this.formerPay.keepSubmitted(tx, period.code, teamIds);
    const approval = { period: period.code, teamIds, viewer };
    if (isApproval) for (const handle of this.approvalHandlers) await handle(tx, approval);
  }

  private async close(
    tx: Tx,
    viewer: Viewer,
    period: ReviewedPeriod,
    reviews: readonly ReviewRow[],
    { team, withoutTeam, reason }: NewTransitionDto,
  ): Promise<void> {
    const { code, state } = period;
    if (viewer.role !== 'hr') throw new DomainError('forbidden', { role: viewer.role, roles: ['hr'] });
    if (team !== undefined || withoutTeam) {
      const problem = fieldProblem('team', team ?? null, { code: 'whole-period' });
      throw new DomainError('invalid-fields', {}, [problem]);
    }
    if (state !== 'approved') {
      const behind = reviews.filter((review) => review.state !== 'approved');
      const teams = behind.map((review) => `${review.team ?? NO_TEAM} (${review.state})`);
      throw new DomainError('period-not-approved', { period: code, state, teams });
    }
    const before = await this.reviews.openBefore(tx, code);
    if (before.length) throw new DomainError('months-before-open', { period: code, months: before });
    const closing = { teamId: null, from: state, to: 'closed', reason: reason ?? null } as const;
    await this.reviews.record(tx, period, [{ ...closing, acceptedIncomplete: 0, hash: null }], viewer);
    await this.manifests.seal(tx, code, period.runId!);
    await this.reviews.close(tx, code);
    await this.formerPay.forget(tx, code);
  }

  private async visible(tx: Tx, viewer: Viewer, code: string) {
    const period = await this.reviews.period(tx, code);
    if (!period) throw notThere(viewer, code);
    const reviews = await this.reviews.of(tx, code, viewer.role === 'head' ? viewer.managerId : null);
    return {
      period,
      reviews: viewer.role === 'head' ? reviews.filter((review) => isHeadOf(viewer, review)) : reviews,
    };
  }

  private async view(tx: Tx, viewer: Viewer, code: string): Promise<PeriodReviewsDto> {
    const { period, reviews } = await this.visible(tx, viewer, code);
    const hashes = period.runId ? await this.manifests.setHashes(tx, period.runId) : new Map();
    return {
      code,
      state: period.state,
      reviews: reviews.map((review) => reviewDto(review, hashes.get(review.teamId)!)),
    };
  }
}

function reviewDto(review: ReviewRow, hash: string): ReviewDto {
  const { team, state, managers, incomplete, total, submittedBy } = review;
  return {
    team,
    state,
    statements: managers.length,
    incomplete,
    total,
    hash,
    approvers: approversOf(review),
    submittedBy: submittedBy?.actor ?? null,
  };
}

/** The reviews meant: the one named, or all that stand right before and that the viewer may move. Never none. */
function chosenReviews(
  viewer: Viewer,
  period: ReviewedPeriod,
  reviews: readonly ReviewRow[],
  { to: wantedState, team, withoutTeam, hash }: NewTransitionDto,
): ReviewRow[] {
  const to = wantedState as State;
  if (team === undefined && !withoutTeam) {
    if (hash !== undefined)
      throw new DomainError('invalid-fields', {}, [fieldProblem('team', null, { code: 'required' })]);
    return everyReview(viewer, period, reviews, to);
  }
  if (team !== undefined && withoutTeam) {
    const expected = { code: 'exactly-one', facts: { fields: 'team, withoutTeam' } } as const;
    throw new DomainError('invalid-fields', {}, [fieldProblem('team', team, expected)]);
  }
  const review = reviews.find((candidate) => candidate.team === (team ?? null));
  if (!review) throw new DomainError('not-found', { what: 'reviews', id: team ?? NO_TEAM });
  const step = stepOf(review.state, to);
  if (!step) throw stepRefused(period, review.team ?? NO_TEAM, review.state, to);
  const refusal = refusalOf(step, viewer, review, period, hash);
  if (refusal) throw refusal;
  return [review];
}

function everyReview(
  viewer: Viewer,
  period: ReviewedPeriod,
  reviews: readonly ReviewRow[],
  to: State,
): ReviewRow[] {
  const from = stateBefore(to);
  const step = stepOf(from, to)!;
  const standing = reviews.filter(({ state }) => state === from);
  if (standing.length === 0) throw noTeamStands(period, reviews, from, to);
  const refusals = standing.map((review) => refusalOf(step, viewer, review, period));
  const chosen = standing.filter((_, place) => !refusals[place]);
  if (chosen.length === 0) throw refusals[0]!;
  return chosen;
}

const MANAGERS_NAMED_MAX = 20;

function refuseIncomplete(
  { code }: ReviewedPeriod,
  reviews: readonly ReviewRow[],
  { acceptIncomplete, reason }: NewTransitionDto,
): void {
  const incomplete = reviews.flatMap((review) => review.incomplete);
  if (incomplete.length === 0) return;
  if (!acceptIncomplete) {
    const managers = incomplete.slice(0, MANAGERS_NAMED_MAX);
    throw new DomainError('statements-incomplete', { period: code, count: incomplete.length, managers });
  }
  if (reason === undefined) throw reasonNeeded();
}

const stepRefused = ({ code }: ReviewedPeriod, team: string, state: State, to: State) =>
  new DomainError('step-refused', { period: code, team, state, to, allowed: allowedFrom(state) });

/** Heads are not told which months are computed; others are told how a month comes to be. */
const notThere = ({ role }: Viewer, code: string): DomainError =>
  role !== 'head' && periodKind(code) === 'month'
    ? new DomainError('period-not-computed', { period: code })
    : new DomainError('not-found', { what: 'periods', id: code });

/** A period without reviews that the viewer may see is open, or as if it were not there. */
function noTeamStands(
  period: ReviewedPeriod,
  reviews: readonly ReviewRow[],
  from: State,
  to: State,
): DomainError {
  if (reviews.length === 0 && period.state !== 'open')
    return new DomainError('not-found', { what: 'reviews', id: period.code });
  if (reviews.length === 0) return stepRefused(period, NO_TEAM, period.state, to);
  const teams = reviews.map(({ team, state }) => `${team ?? NO_TEAM} (${state})`);
  return new DomainError('no-team-stands', { period: period.code, from, to, teams });
}

const reasonNeeded = () =>
  new DomainError('invalid-fields', {}, [fieldProblem('reason', null, { code: 'required' })]);
