import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Which earlier figures: those of the draft before the one shown, or as they were when the team was last submitted. */
export const MOMENTS = ['draft', 'submitted'] as const;
export type Moment = (typeof MOMENTS)[number];

/**
 * What a statement came to at an earlier moment, kept until the month is closed: the rows of replaced drafts are not.
 * No foreign keys: rows are copied from statements, whose references were checked when they were written.
 */
@Entity('former_pay')
@Check('CK_former_pay_moment', 'moment')
export class FormerPay {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_former_pay' })
  period!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_former_pay' })
  moment!: Moment;

  @PrimaryColumn({ type: 'bigint', name: 'manager_id', primaryKeyConstraintName: 'PK_former_pay' })
  managerId!: string;

  @Column({ type: 'bigint', name: 'team_id', nullable: true })
  teamId!: string | null;

  @Column({ type: 'bigint', name: 'run_id' })
  runId!: string;

  @Column({ type: 'boolean' })
  complete!: boolean;

  @Column({ type: 'numeric', nullable: true })
  salary!: string | null;

  @Column({ type: 'numeric', nullable: true })
  bonus!: string | null;

  @Column({ type: 'numeric', nullable: true })
  total!: string | null;

  /** When the draft was replaced, or the team submitted. */
  @Column({ type: 'timestamptz' })
  at!: Date;
}
