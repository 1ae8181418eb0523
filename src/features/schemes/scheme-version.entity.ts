import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { LintFinding } from '../../calc/index.js';

/** One published text of a scheme, in force from a day; never changed once published. */
@Entity('scheme_versions')
@Unique('UQ_scheme_versions_number', ['schemeId', 'number'])
@Unique('UQ_scheme_versions_from', ['schemeId', 'validFrom'])
export class SchemeVersion {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_scheme_versions',
  })
  id!: string;

  @Column({ type: 'bigint', name: 'scheme_id' })
  @ForeignKey('schemes', { name: 'FK_scheme_versions_scheme_id' })
  schemeId!: string;

  @Column({ type: 'integer' })
  number!: number;

  /** The document as it was sent, YAML or JSON. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'date', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'bigint', name: 'published_seq' })
  publishedSeq!: string;

  @Column({ type: 'text', name: 'published_by' })
  publishedBy!: string;

  /** What lint found when it was published; null on versions older than that. */
  @Column({ type: 'jsonb', nullable: true })
  lint!: LintFinding[] | null;

  /** Findings it was published with all the same, and why. */
  @Column({ type: 'jsonb', default: [] })
  acknowledged!: { finding: string; reason: string }[];

  @Column({ type: 'timestamptz', name: 'published_at', default: () => 'now()' })
  publishedAt!: Date;
}
