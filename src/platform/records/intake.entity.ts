import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** One transaction that wrote facts or reference data. Its number is the watermark's unit. */
@Entity('intakes')
@Check('CK_intakes_kind', 'kind')
@Index('UQ_intakes_file', ['profile', 'fileHash'], { unique: true })
export class Intake {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_intakes',
  })
  seq!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  noun!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'text', name: 'file_name', nullable: true })
  fileName!: string | null;

  @Column({ type: 'text', name: 'file_hash', nullable: true })
  fileHash!: string | null;

  @Column({ type: 'text', nullable: true })
  profile!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  counts!: object | null;

  @Column({ type: 'timestamptz', name: 'taken_at', default: () => 'now()' })
  takenAt!: Date;
}

/** A mapping profile as it was saved: how a file's columns become records. */
@Entity('mapping_profiles')
export class MappingProfile {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_mapping_profiles' })
  code!: string;

  @Column({ type: 'text' })
  document!: string;

  @Column({ type: 'timestamptz', name: 'saved_at', default: () => 'now()' })
  savedAt!: Date;
}
