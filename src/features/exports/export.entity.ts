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
import type { AcknowledgedState, ExportFormat, RowState } from './export-states.js';

/** Pay of a month sent to the payroll system in one batch. Fixed once made; it may be cancelled while none of it is paid. */
@Entity('exports')
@Index('IX_exports_period', ['period', 'id'])
@Check('CK_exports_rows', 'row_count')
@Check('CK_exports_cancelled', 'cancelled_at')
export class Export {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_exports',
  })
  id!: string;

  @Column({ type: 'text' })
  @ForeignKey('periods', { name: 'FK_exports_period' })
  period!: string;

  @Column({ type: 'bigint', name: 'run_id' })
  @ForeignKey('payroll_runs', { name: 'FK_exports_run_id' })
  runId!: string;

  /** Codes; null stands for managers without a team. */
  @Column({ type: 'text', array: true })
  teams!: (string | null)[];

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'integer', name: 'row_count' })
  rowCount!: number;

  @Column({ type: 'numeric' })
  total!: string;

  /** Of the period's manifest; null while the period is approved and not closed. */
  @Column({ type: 'text', name: 'manifest_hash', nullable: true })
  manifestHash!: string | null;

  /** Personnel numbers of statements that could not be computed in whole. */
  @Column({ type: 'text', name: 'left_out', array: true })
  leftOut!: string[];

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'bigint', name: 'actor_id' })
  @ForeignKey('actors', { name: 'FK_exports_actor_id' })
  actorId!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;

  @Column({ type: 'text', name: 'cancelled_by', nullable: true })
  cancelledBy!: string | null;

  @Column({ type: 'text', name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;
}

/** One pay line of a statement in an export. Only its state changes, by what is acknowledged; no line is in two live rows. */
@Entity('export_rows')
@Check('CK_export_rows_state', 'state')
@Index('UQ_export_rows_live', { synchronize: false })
@Index('IX_export_rows_statement', ['statementId', 'line'])
export class ExportRow {
  @PrimaryColumn({ type: 'bigint', name: 'export_id', primaryKeyConstraintName: 'PK_export_rows' })
  @ForeignKey('exports', { name: 'FK_export_rows_export_id' })
  exportId!: string;

  /** Place in the export, from 1. */
  @PrimaryColumn({ type: 'integer', name: 'row_no', primaryKeyConstraintName: 'PK_export_rows' })
  rowNo!: number;

  @Column({ type: 'bigint', name: 'statement_id' })
  statementId!: string;

  /** Place of the line in its statement, from 1. */
  @Column({ type: 'integer' })
  line!: number;

  @Column({ type: 'numeric' })
  amount!: string;

  @Column({ type: 'text', default: 'sent' })
  state!: RowState;

  @Column({ type: 'text' })
  document!: string;

  /** SHA-256 of the document. */
  @Column({ type: 'text' })
  hash!: string;
}

/** An export as a file, made once. Never changed. */
@Entity('export_files')
@Check('CK_export_files_format', 'format')
export class ExportFile {
  @PrimaryColumn({ type: 'bigint', name: 'export_id', primaryKeyConstraintName: 'PK_export_files' })
  @ForeignKey('exports', { name: 'FK_export_files_export_id' })
  exportId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_export_files' })
  format!: ExportFormat;

  @Column({ type: 'bytea' })
  content!: Buffer;

  /** SHA-256 of the bytes. */
  @Column({ type: 'text' })
  hash!: string;
}

/** What the payroll system said of a row; each state once. Never changed. A trigger moves the row. */
@Entity('export_acknowledgements')
@Check('CK_export_acknowledgements_state', 'state')
@Check('CK_export_acknowledgements_reason', 'reason')
@Unique('UQ_export_acknowledgements', ['exportId', 'rowNo', 'state'])
@ForeignKey('export_rows', ['exportId', 'rowNo'], ['exportId', 'rowNo'], {
  name: 'FK_export_acknowledgements_row',
})
export class ExportAcknowledgement {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_export_acknowledgements',
  })
  id!: string;

  @Column({ type: 'bigint', name: 'export_id' })
  exportId!: string;

  @Column({ type: 'integer', name: 'row_no' })
  rowNo!: number;

  @Column({ type: 'text' })
  state!: AcknowledgedState;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** When it happened, as the payroll system says. */
  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'bigint', name: 'actor_id' })
  @ForeignKey('actors', { name: 'FK_export_acknowledgements_actor_id' })
  actorId!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at', default: () => 'now()' })
  recordedAt!: Date;
}
