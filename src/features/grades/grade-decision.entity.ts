import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What became of a grade that a run proposed, with the figures it rested on; never changed. */
@Entity('grade_decisions')
@Check('CK_grade_decisions_outcome', 'outcome')
@Check('CK_grade_decisions_reason', 'reason')
@Unique('UQ_grade_decisions', ['managerId', 'schemeId', 'period', 'grade'])
export class GradeDecision {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_grade_decisions',
  })
  id!: string;

  /** Pay month of the run that proposed. */
  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_grade_decisions_period' })
  period!: string;

  @Column({ type: 'bigint', name: 'manager_id' })
  @ForeignKey('managers', { name: 'FK_grade_decisions_manager_id' })
  managerId!: string;

  @Column({ type: 'bigint', name: 'scheme_id' })
  @ForeignKey('schemes', { name: 'FK_grade_decisions_scheme_id' })
  schemeId!: string;

  @Column({ type: 'text' })
  grade!: string;

  @Column({ type: 'numeric' })
  salary!: string;

  /** The figure that the grade was found by. */
  @Column({ type: 'numeric' })
  reached!: string;

  @Column({ type: 'text', name: 'grade_before', nullable: true })
  gradeBefore!: string | null;

  @Column({ type: 'date', name: 'effective_from' })
  effectiveFrom!: string;

  /** Of the result that proposed. */
  @Column({ type: 'text', name: 'result_hash' })
  resultHash!: string;

  @Column({ type: 'text' })
  outcome!: 'accepted' | 'refused';

  /** Whether the scheme let it take effect by itself, at the approval of the month. */
  @Column({ type: 'boolean' })
  automatic!: boolean;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'bigint', name: 'actor_id' })
  @ForeignKey('actors', { name: 'FK_grade_decisions_actor_id' })
  actorId!: string;

  @Column({ type: 'timestamptz', name: 'decided_at', default: () => 'now()' })
  decidedAt!: Date;
}
