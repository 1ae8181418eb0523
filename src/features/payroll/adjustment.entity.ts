import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AdjustmentKind } from '../../calc/index.js';

/** What somebody has added to a manager's month. Only withdrawn, never changed, and fixed once the month is approved. */
@Entity('adjustments')
@Check('CK_adjustments_kind', 'kind')
@Check('CK_adjustments_amount', 'amount')
@Check('CK_adjustments_texts', 'reason')
@Check('CK_adjustments_sanction', 'sanction_from')
@Check('CK_adjustments_withdrawal', 'withdrawn_at')
@Index('IX_adjustments_period', ['period', 'managerId'])
export class AdjustmentRecord {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_adjustments',
  })
  id!: string;

  /** Pay month. */
  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_adjustments_period' })
  period!: string;

  @Column({ type: 'bigint', name: 'manager_id' })
  @ForeignKey('managers', { name: 'FK_adjustments_manager_id' })
  managerId!: string;

  @Column({ type: 'text' })
  kind!: AdjustmentKind;

  /** As asked; the statement tells what came of it. */
  @Column({ type: 'numeric', precision: 19, scale: 4 })
  amount!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  clause!: string;

  @Column({ type: 'text', name: 'order_number', nullable: true })
  orderNumber!: string | null;

  @Column({ type: 'date', name: 'order_date', nullable: true })
  orderDate!: string | null;

  @Column({ type: 'date', name: 'sanction_from', nullable: true })
  sanctionFrom!: string | null;

  /** First day on which the sanction is no longer in force. */
  @Column({ type: 'date', name: 'sanction_until', nullable: true })
  sanctionUntil!: string | null;

  @Column({ type: 'bigint', name: 'actor_id' })
  @ForeignKey('actors', { name: 'FK_adjustments_actor_id' })
  actorId!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ type: 'bigint', name: 'withdrawn_actor_id', nullable: true })
  @ForeignKey('actors', { name: 'FK_adjustments_withdrawn_actor_id' })
  withdrawnActorId!: string | null;

  @Column({ type: 'text', name: 'withdrawal_reason', nullable: true })
  withdrawalReason!: string | null;
}
