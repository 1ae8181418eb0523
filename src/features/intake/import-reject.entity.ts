import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { FieldProblem } from '../../platform/problem/domain-error.js';

/** What the rows that an import left out have in common; as a file they are made anew from it. */
@Entity('import_reject_files')
@ForeignKey('intakes', ['importSeq'], ['seq'], {
  name: 'FK_import_reject_files_import_seq',
  onDelete: 'CASCADE',
})
export class ImportRejectFile {
  @PrimaryColumn({ type: 'bigint', name: 'import_seq', primaryKeyConstraintName: 'PK_import_reject_files' })
  importSeq!: string;

  /** Sign between cells. */
  @Column({ type: 'text' })
  separator!: string;

  /** Names of the columns. */
  @Column({ type: 'jsonb' })
  header!: string[];
}

/** A row that an import left out, as it stood in the file. */
@Entity('import_rejects')
@ForeignKey(() => ImportRejectFile, ['importSeq'], ['importSeq'], {
  name: 'FK_import_rejects_import_seq',
  onDelete: 'CASCADE',
})
export class ImportReject {
  @PrimaryColumn({ type: 'bigint', name: 'import_seq', primaryKeyConstraintName: 'PK_import_rejects' })
  importSeq!: string;

  /** Line it began at. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'PK_import_rejects' })
  line!: string;

  @Column({ type: 'jsonb' })
  cells!: string[];

  @Column({ type: 'jsonb' })
  problems!: FieldProblem[];
}
