import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from '../access/index.js';
import { approversOf, isHeadOf, refusalOf } from './approval.js';
import { ManifestsService } from './manifests.service.js';
import { type ReviewState, STATES, type State, stepOf, stepsFrom } from './review-steps.js';
import { type ReviewedPeriod, type ReviewRow, ReviewsRepository } from './reviews.repository.js';

/** A step of a review, and what keeps the viewer from taking it. */
export interface OpenStep {
  to: State;
  needsReason: boolean;
  refusal: DomainError | undefined;
}

/** Where a team stands, and where it may go from there. */
interface TeamStanding {
  /** Null: managers without a team. */
  team: string | null;
  state: ReviewState;
  /** Of the set of its statements, to be sent with an approval. */
  hash: string;
  approvers: string[];
  submittedBy: string | null;
  steps: OpenStep[];
}

/** The step that brings the month on: for the teams that stand furthest back. */
export interface NextStep extends OpenStep {
  /** Codes of the teams that the viewer may take it for; empty for what is of the whole month. */
  teams: (string | null)[];
}

export interface Standing {
  period: ReviewedPeriod;
  teams: TeamStanding[];
  /** Null once the month is closed. */
  next: NextStep | null;
}

/** What may be done with a month, and why not, as the viewer would be answered who tried. */
@Injectable()
export class NextStepsService {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly manifests: ManifestsService,
  ) {}

  /** Of the teams that the viewer may see, or the one named among them. Undefined for a month that was never opened. */
  async of(tx: Tx, viewer: Viewer, code: string, team?: string): Promise<Standing | undefined> {
    const period = await this.reviews.period(tx, code);
    if (!period) return undefined;
    const all = await this.reviews.of(tx, code, null);
    const own = viewer.role === 'head' ? all.filter((review) => isHeadOf(viewer, review)) : all;
    const seen = team === undefined ? own : own.filter((review) => review.team === team);
    const hashes = period.runId
      ? await this.manifests.setHashes(tx, period.runId)
      : new Map<string | null, string>();
    const before = period.state === 'approved' ? await this.reviews.openBefore(tx, code) : [];
    const teams = seen.map((review) => standingOf(viewer, period, review, hashes.get(review.teamId)!));
    return { period, teams, next: nextOf(viewer, period, teams, before) };
  }
}

function standingOf(viewer: Viewer, period: ReviewedPeriod, review: ReviewRow, hash: string): TeamStanding {
  const closed = new DomainError('period-closed', { period: period.code });
  const steps = stepsFrom(review.state).map((step) => ({
    to: step.to,
    needsReason: step.needsReason,
    refusal: period.state === 'closed' ? closed : refusalOf(step, viewer, review, period, hash),
  }));
  const { team, state, submittedBy } = review;
  return {
    team,
    state,
    hash,
    approvers: approversOf(review),
    submittedBy: submittedBy?.actor ?? null,
    steps,
  };
}

function nextOf(
  viewer: Viewer,
  { code, state }: ReviewedPeriod,
  teams: readonly TeamStanding[],
  monthsBefore: string[],
): NextStep | null {
  if (state === 'closed') return null;
  const ofMonth = (to: State, refusal?: DomainError) => {
    const forbidden = new DomainError('forbidden', { role: viewer.role, roles: ['hr'] });
    return { to, needsReason: false, refusal: viewer.role === 'hr' ? refusal : forbidden, teams: [] };
  };
  if (state === 'open') return ofMonth('calculated');
  if (state === 'approved') {
    const open = new DomainError('months-before-open', { period: code, months: monthsBefore });
    return ofMonth('closed', monthsBefore.length > 0 ? open : undefined);
  }
  const least = Math.min(...teams.map((team) => STATES.indexOf(team.state)));
  const from = STATES[least];
  // own teams are approved while others are not: nothing to do but wait
  if (from === undefined || from === 'approved') return null;
  return stepForTeams(from, teams);
}

function stepForTeams(from: State, teams: readonly TeamStanding[]): NextStep {
  const { to, needsReason } = stepOf(from, STATES[STATES.indexOf(from) + 1]!)!;
  const standing = teams.flatMap(({ team, state, steps }) => {
    const step = state === from ? steps.find((candidate) => candidate.to === to) : undefined;
    return step ? [{ team, refusal: step.refusal }] : [];
  });
  const free = standing.filter(({ refusal }) => refusal === undefined);
  return {
    to,
    needsReason,
    refusal: free.length ? undefined : standing[0]!.refusal,
    teams: free.map(({ team }) => team),
  };
}
