import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from '../access/index.js';
import type { stepOf } from './review-steps.js';
import { NO_TEAM, type Person, type ReviewedPeriod, type ReviewRow } from './reviews.repository.js';

/**
 * Personnel numbers of the heads who may approve: those who have no statement in the set and adjusted none of it. With
 * none, HR does.
 */
export const approversOf = ({ heads, managers, adjusters }: ReviewRow): string[] =>
  heads.flatMap(({ id, number }) =>
    managers.includes(id) || adjusters.some(({ managerId }) => managerId === id) ? [] : [number],
  );

export const isHeadOf = ({ managerId }: Viewer, { heads }: ReviewRow): boolean =>
  heads.some(({ id }) => id === managerId);

/**
 * Why the viewer may not take a step of a team's review; undefined where nothing stands against it. `hash` is that of the
 * statements as they were read, where the viewer told it.
 */
export function refusalOf(
  step: NonNullable<ReturnType<typeof stepOf>>,
  viewer: Viewer,
  review: ReviewRow,
  period: ReviewedPeriod,
  hash?: string,
): DomainError | undefined {
  const isHr = viewer.role === 'hr';
  switch (step.taker) {
    case 'hr':
      return isHr ? undefined : new DomainError('forbidden', { role: viewer.role, roles: ['hr'] });
    case 'hr or head':
      return isHr || isHeadOf(viewer, review) ? undefined : approverNeeded(review, period);
    case 'approver':
      return refusalToApprove(viewer, review, period, hash);
  }
}

function refusalToApprove(
  viewer: Viewer,
  review: ReviewRow,
  period: ReviewedPeriod,
  hash: string | undefined,
): DomainError | undefined {
  const facts = { period: period.code, team: review.team ?? NO_TEAM };
  if (viewer.managerId !== null && review.managers.includes(viewer.managerId))
    return new DomainError('approval-own', { ...facts, approvers: approversNamed(review) });
  const entitled = viewer.role === 'hr' ? approversOf(review).length === 0 : isHeadOf(viewer, review);
  if (!entitled) return approverNeeded(review, period);
  if (hasPrepared(viewer, review, period)) return new DomainError('approval-two-people', facts);
  if (review.isAdjustedSince && hash === undefined) return new DomainError('review-adjusted', facts);
  return undefined;
}

/** Whether it was the viewer who started the run, submitted it, or adjusted it. */
const hasPrepared = (
  viewer: Viewer,
  { submittedBy, adjusters }: ReviewRow,
  { runStartedBy }: ReviewedPeriod,
): boolean => [runStartedBy, submittedBy, ...adjusters].some((person) => person && isSame(viewer, person));

/** Users are told apart by number and manager; a token stands for whoever has its name: somebody may have several. */
const isSame = ({ name, actorId, kind, managerId }: Viewer, person: Person): boolean =>
  person.actorId === actorId ||
  (managerId !== null && person.managerId === managerId) ||
  (person.actor === name && !(kind === 'user' && person.kind === 'user'));

const approversNamed = (review: ReviewRow): string[] => {
  const approvers = approversOf(review);
  return approvers.length ? approvers : ['hr'];
};

const approverNeeded = (review: ReviewRow, { code }: ReviewedPeriod): DomainError =>
  new DomainError('approver-needed', {
    period: code,
    team: review.team ?? NO_TEAM,
    approvers: approversNamed(review),
  });
