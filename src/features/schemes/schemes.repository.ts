import { Injectable } from '@nestjs/common';
import type { Day, DayRange, Direction, LintFinding } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { AcknowledgementDto, SchemeDocumentDto, SchemeVersionDto } from './schemes.dto.js';

const VERSION = `s.code as scheme, v.number, v.valid_from::text as "from", v.hash,
  v.published_by as "publishedBy", v.published_at as "publishedAt"`;

interface NewVersion {
  scheme: string;
  document: string;
  hash: string;
  from: string;
  seq: string;
  actor: string;
  lint: readonly LintFinding[];
  acknowledged: readonly AcknowledgementDto[];
}

interface StoredLint {
  document: string;
  /** Null on versions published before findings were kept. */
  lint: LintFinding[] | null;
  acknowledged: AcknowledgementDto[];
  publishedBy: string;
  publishedAt: Date;
}

interface VersionRow {
  code: string;
  versionId: string;
  schemeId: string;
  number: number;
  hash: string;
  source: string;
  /** First day in force, and the first no longer; null while no version follows. */
  from: Day;
  until: Day | null;
}

@Injectable()
export class SchemesRepository {
  list(tx: Tx, code?: string): Promise<SchemeVersionDto[]> {
    return tx.query(
      `select ${VERSION} from scheme_versions v join schemes s on s.id = v.scheme_id
        where $1::text is null or s.code = $1 order by s.code, v.number desc`,
      [code ?? null],
    );
  }

  async one(tx: Tx, code: string, number: number): Promise<SchemeDocumentDto | undefined> {
    const [row] = await tx.query(
      `select ${VERSION}, v.source as document from scheme_versions v join schemes s on s.id = v.scheme_id
        where s.code = $1 and v.number = $2`,
      [code, number],
    );
    return row;
  }

  /** Throws `scheme-version-exists` when another text is in force from the same day. */
  async publish(tx: Tx, version: NewVersion): Promise<SchemeVersionDto> {
    const { scheme, document, hash, from, seq, actor, lint, acknowledged } = version;
    const [{ id }] = await tx.query('select id from schemes where code = $1 for update', [scheme]);
    const [same] = await tx.query(
      'select number, hash from scheme_versions where scheme_id = $1 and valid_from = $2',
      [id, from],
    );
    if (same && same.hash !== hash) throw new DomainError('scheme-version-exists', { scheme, from });
    if (!same) {
      await tx.query(
        `insert into scheme_versions (scheme_id, number, source, hash, valid_from, published_seq, published_by, lint, acknowledged)
          select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from scheme_versions where scheme_id = $1`,
        [id, document, hash, from, seq, actor, JSON.stringify(lint), JSON.stringify(acknowledged)],
      );
    }
    const [row] = await tx.query(
      `select ${VERSION} from scheme_versions v join schemes s on s.id = v.scheme_id where v.scheme_id = $1 and v.valid_from = $2`,
      [id, from],
    );
    return row;
  }

  /** Versions in force on any day of a range, by scheme, in order of time. */
  inForce(tx: Tx, { start, end }: DayRange, watermark: string): Promise<VersionRow[]> {
    return tx.query(
      `select code, "schemeId", "versionId", number, hash, source, "from", until from (
          select s.code, s.id as "schemeId", v.id as "versionId", v.number, v.hash, v.source, v.valid_from::text as "from",
              lead(v.valid_from) over (partition by s.id order by v.valid_from)::text as until
            from scheme_versions v join schemes s on s.id = v.scheme_id where v.published_seq <= $3 and v.valid_from < $2::date) known
        where until is null or until::date > $1::date order by "schemeId", "from"::date`,
      [start, end, watermark],
    );
  }

  /** Documents of versions, by id of the version. */
  async sources(tx: Tx, versionIds: readonly string[]): Promise<Map<string, string>> {
    const rows: { id: string; source: string }[] = await tx.query(
      'select id, source from scheme_versions where id = any($1::bigint[])',
      [versionIds],
    );
    return new Map(rows.map(({ id, source }) => [id, source]));
  }

  async lintOf(tx: Tx, code: string, number: number): Promise<StoredLint | undefined> {
    const [row] = await tx.query(
      `select v.source as document, v.lint, v.acknowledged, v.published_by as "publishedBy", v.published_at as "publishedAt"
        from scheme_versions v join schemes s on s.id = v.scheme_id where s.code = $1 and v.number = $2`,
      [code, number],
    );
    return row;
  }

  /** What was acknowledged when a text was published, from whatever day. */
  async acknowledgedIn(tx: Tx, code: string, hash: string): Promise<AcknowledgementDto[]> {
    const rows: { acknowledged: AcknowledgementDto[] }[] = await tx.query(
      `select v.acknowledged from scheme_versions v join schemes s on s.id = v.scheme_id
        where s.code = $1 and v.hash = $2`,
      [code, hash],
    );
    return rows.flatMap(({ acknowledged }) => acknowledged);
  }

  /** Whether more is better or worse, by code of measures and KPIs. */
  async directions(tx: Tx): Promise<Map<string, Direction>> {
    const rows: { code: string; direction: Direction }[] = await tx.query(
      `select code, direction from kpis where not withdrawn
        union all select code, direction from measures where not withdrawn`,
    );
    return new Map(rows.map(({ code, direction }) => [code, direction]));
  }

  async measureCodes(tx: Tx): Promise<{ measures: string[]; kpis: string[] }> {
    const [row] = await tx.query(
      `select array(select code from measures where not withdrawn) as measures, array(select code from kpis where not withdrawn) as kpis`,
    );
    return row;
  }
}
