/** States of a period; those of a team's review are the three in the middle. */
export const STATES = ['open', 'calculated', 'in_review', 'approved', 'closed'] as const;
export type State = (typeof STATES)[number];
export type ReviewState = Extract<State, 'calculated' | 'in_review' | 'approved'>;

/** Who may take a step: HR; whoever may approve the team; either. Of runs it is not asked. */
type Taker = 'hr' | 'approver' | 'hr or head';

interface Step {
  from: State;
  to: State;
  taker: Taker;
  needsReason: boolean;
}

/** The steps people take. Runs lead from open, and from in review back, to calculated. Closed is final. */
const STEPS: readonly Step[] = [
  { from: 'calculated', to: 'in_review', taker: 'hr', needsReason: false },
  { from: 'in_review', to: 'approved', taker: 'approver', needsReason: false },
  { from: 'in_review', to: 'calculated', taker: 'hr or head', needsReason: true },
  { from: 'approved', to: 'in_review', taker: 'hr or head', needsReason: true },
  { from: 'approved', to: 'closed', taker: 'hr', needsReason: false },
];

export const stepOf = (from: State, to: State): Step | undefined =>
  STEPS.find((step) => step.from === from && step.to === to);

/** The steps that people may take from a state other than open. */
export const stepsFrom = (from: State): readonly Step[] =>
  STEPS.filter((step) => step.from === from && step.to !== 'closed');

/** What a state allows, in words of the API; an open period is computed, not moved. */
export const allowedFrom = (from: State): string[] =>
  from === 'open'
    ? ['calculated (POST /v1/payroll-runs)']
    : STEPS.filter((step) => step.from === from).map(({ to }) => to);

/** The state that comes before in the order of work: where no team is named, the teams that stand there are meant. */
export const stateBefore = (to: State): State =>
  to === 'calculated' ? 'in_review' : STATES[STATES.indexOf(to) - 1]!;

/**
 * State of a quarter or year by its months in their order: it is as far as the least of them, and open until the last one is
 * computed, with which what is due for it is computed. Months nobody opened before that do not count.
 */
export function stateOfMonths(states: readonly (State | undefined)[]): State {
  if (states.at(-1) === undefined) return 'open';
  const reached = states.flatMap((state) => (state === undefined ? [] : STATES.indexOf(state)));
  return STATES[Math.min(...reached)]!;
}
