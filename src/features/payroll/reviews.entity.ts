import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { ReviewState, State } from './review-steps.js';

/** Where the statements of one team stand in a period. The period's own state follows from its reviews. */
@Entity('reviews')
@Unique('UQ_reviews', ['period', 'teamId'])
@Check('CK_reviews_state', 'state')
export class Review {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_reviews',
  })
  id!: string;

  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_reviews_period' })
  period!: string;

  /** Null: statements of managers without a team at the period's end. */
  @Column({ type: 'bigint', name: 'team_id', nullable: true })
  @ForeignKey('teams', { name: 'FK_reviews_team_id' })
  teamId!: string | null;

  @Column({ type: 'text', default: 'calculated' })
  state!: ReviewState;
}

/** One step of a team's review, or the closing of a period: who, when, why. Never changed. */
@Entity('period_transitions')
@Check('CK_period_transitions_hash', 'hash')
@Check('CK_period_transitions_reason', 'reason')
@Index('IX_period_transitions_period', ['period', 'id'])
export class PeriodTransition {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_period_transitions',
  })
  id!: string;

  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_period_transitions_period' })
  period!: string;

  /** Null: statements without a team; for the closing, the whole period. */
  @Column({ type: 'bigint', name: 'team_id', nullable: true })
  @ForeignKey('teams', { name: 'FK_period_transitions_team_id' })
  teamId!: string | null;

  @Column({ type: 'text', name: 'from_state' })
  from!: State;

  @Column({ type: 'text', name: 'to_state' })
  to!: State;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** How many statements were approved although they could not be computed in whole. */
  @Column({ type: 'integer', name: 'accepted_incomplete', default: 0 })
  acceptedIncomplete!: number;

  /** Of what was approved: the hash of the set of the team's statements. */
  @Column({ type: 'text', nullable: true })
  hash!: string | null;

  /** The run whose figures it was about, or that took the step itself. */
  @Column({ type: 'bigint', name: 'run_id', nullable: true })
  @ForeignKey('payroll_runs', { name: 'FK_period_transitions_run_id' })
  runId!: string | null;

  @Column({ type: 'text' })
  actor!: string;

  /** Null when a run took the step. */
  @Column({ type: 'bigint', name: 'actor_id', nullable: true })
  @ForeignKey('actors', { name: 'FK_period_transitions_actor_id' })
  actorId!: string | null;

  /** The person behind the user or token. */
  @Column({ type: 'bigint', name: 'manager_id', nullable: true })
  @ForeignKey('managers', { name: 'FK_period_transitions_manager_id' })
  managerId!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}

/** What was closed, in canonical text, each with the hash of the one before. Never changed. */
@Entity('manifests')
@Check('CK_manifests_number', 'number')
@Unique('UQ_manifests_period', ['period'])
export class Manifest {
  /** Place in the chain, from 1. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'PK_manifests' })
  number!: number;

  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_manifests_period' })
  period!: string;

  @Column({ type: 'bigint', name: 'run_id' })
  @ForeignKey('payroll_runs', { name: 'FK_manifests_run_id' })
  runId!: string;

  @Column({ type: 'text' })
  document!: string;

  /** One line for each statement, whose hashes make the set's hash in the document. */
  @Column({ type: 'text' })
  entries!: string;

  /** SHA-256 of the document. */
  @Column({ type: 'text' })
  hash!: string;
}
