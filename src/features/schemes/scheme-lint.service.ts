import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Language, type LintFinding, lint, type Scheme } from '../../calc/index.js';
import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import { compileText, findingDto, lintFindingDto } from './scheme-findings.js';
import type { AcknowledgementDto, SchemeLintDto, VersionLintDto } from './schemes.dto.js';
import { SchemesRepository } from './schemes.repository.js';

/** What is wrong with schemes that compile: found by trying them, and to be mended or acknowledged before they pay. */
@Injectable()
export class SchemeLintService {
  constructor(
    private readonly source: DataSource,
    private readonly versions: SchemesRepository,
  ) {}

  async lint(document: string, language: Language): Promise<SchemeLintDto> {
    const { scheme, findings } = compileText(document);
    const tried = scheme ? await this.findingsOf(scheme) : [];
    return {
      accepted: scheme !== undefined && tried.every(({ severity }) => severity !== 'error'),
      findings: [
        ...findings.map((finding) => findingDto(finding, language)),
        ...tried.map((finding) => lintFindingDto(finding, language)),
      ],
    };
  }

  /** Findings of a published version as of its publication, and who accepted which of them why. */
  async ofVersion(code: string, number: string, language: Language): Promise<VersionLintDto> {
    const version = /^\d{1,9}$/.test(number)
      ? await this.versions.lintOf(this.source.manager, code, Number(number))
      : undefined;
    if (!version) throw new DomainError('not-found', { what: 'schemes', id: `${code}/${number}` });
    const { lint: stored, acknowledged, document, publishedBy, publishedAt } = version;
    // published before findings were kept
    const findings = stored ?? (await this.findingsOf(compileText(document).scheme!));
    return {
      findings: findings.map((finding) => lintFindingDto(finding, language)),
      acknowledged: acknowledged.map((one) => ({ ...one, by: publishedBy, at: publishedAt })),
    };
  }

  async findingsOf(scheme: Scheme): Promise<LintFinding[]> {
    return lint(scheme, { directions: await this.versions.directions(this.source.manager) });
  }

  /**
   * Refuses errors that nobody has acknowledged, and acknowledgements of what is not there. What was acknowledged when
   * this very text was published before counts again.
   */
  async refuseErrors(
    findings: readonly LintFinding[],
    acknowledge: readonly AcknowledgementDto[],
    { code, hash }: { code: string; hash: string },
  ): Promise<void> {
    const known = findings.map(({ id }) => id);
    const strange = acknowledge.flatMap(({ finding }, index): FieldProblem[] => {
      if (known.includes(finding)) return [];
      const expected = { code: 'one-of', facts: { values: known.join('; ') || '—' } } as const;
      return [fieldProblem(`acknowledge[${index}].finding`, finding, expected)];
    });
    if (strange.length > 0) throw new DomainError('invalid-fields', {}, strange);
    const before = await this.versions.acknowledgedIn(this.source.manager, code, hash);
    const accepted = new Set([...acknowledge, ...before].map(({ finding }) => finding));
    const errors = findings.filter(({ id, severity }) => severity === 'error' && !accepted.has(id));
    if (errors.length === 0) return;
    throw new DomainError('scheme-harmful', {}, [], 0, (asked) =>
      errors.map((finding) => lintFindingDto(finding, asked)),
    );
  }
}
