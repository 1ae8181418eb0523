import { Code, Flag, OneOf, Text } from '../../platform/records/noun.js';
import { STATES } from './review-steps.js';

export class NewTransitionDto {
  /** The state to go to: `in_review` submits or reopens, `calculated` sends back, `approved`, and `closed` for the whole period. */
  @OneOf(STATES.slice(1))
  to!: string;

  /** Code of the team. Without one every team is meant that stands right before and that you may move. */
  @Code({ optional: true })
  team?: string;

  /** The statements of managers without a team, instead of `team`. */
  @Flag({ optional: true })
  withoutTeam?: boolean;

  /** Needed for steps back, and for approving statements that could not be computed in whole. */
  @Text(1_000, { optional: true })
  reason?: string;

  /** Approves also statements that could not be computed in whole. */
  @Flag({ optional: true })
  acceptIncomplete?: boolean;

  /** `hash` of the review as it was read: refused when the statements are others by now. Only with one team. */
  @Text(64, { optional: true })
  hash?: string;
}

export class ReviewDto {
  /** Code of the team; null for managers without one at the period's end. */
  team!: string | null;
  state!: string;
  statements!: number;
  /** Personnel numbers of those whose pay could not be computed in whole. */
  incomplete!: string[];
  /** Sum of the statements that are complete, but for the own one of the head who asks, as text; null without any. */
  total!: string | null;
  /** Of the set of statements: what is approved. */
  hash!: string;
  /** Personnel numbers of the heads who may approve; without any, HR does. */
  approvers!: string[];
  /** Name of the user or token that submitted it last. */
  submittedBy!: string | null;
}

export class PeriodReviewsDto {
  code!: string;
  state!: string;
  reviews!: ReviewDto[];
}

export class TransitionDto {
  /** Code of the team; null for managers without one, and for the closing of the whole period. */
  team!: string | null;
  from!: string;
  to!: string;
  reason!: string | null;
  /** How many statements were approved although they could not be computed in whole. */
  acceptedIncomplete!: number;
  /** Of the set of statements approved. */
  hash!: string | null;
  runId!: string | null;
  /** Name of the user or token; of a run, of the one that started it. */
  actor!: string;
  /** Personnel number of the person behind the user or token. */
  manager!: string | null;
  at!: string;
}

export class ManifestDto {
  /** Place in the chain, from 1. */
  number!: number;
  period!: string;
  /** SHA-256 of `document`, in UTF-8: what is printed on exports. */
  hash!: string;
  /** Canonical JSON: run, engine, watermark, scheme versions, hashes of the statements and of the steps, hash of the manifest before. */
  document!: string;
  /** One line of canonical JSON for each statement: ids and hashes. The SHA-256 of the lines, one a line, have the SHA-256 `statements.hash`. */
  entries!: string;
}
