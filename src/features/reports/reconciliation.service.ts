import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  differing,
  type Language,
  type OtherVersion,
  type OurFigures,
  type Reconciliation,
  type ResultContent,
  reconciliationText,
  reconciling,
} from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { SchemesService } from '../schemes/index.js';
import { ResultFactsService } from '../statements/index.js';
import type { ReconciliationDto, ReconciliationQueryDto } from './reconciliation.dto.js';
import { type ReconciledResult, ReconciliationRepository } from './reconciliation.repository.js';

/** Facts are gone through for so many managers that differ, so many of each measure, and versions for so many. */
const FACTS_OF_MAX = 100;
const FACTS_MAX = 2_000;
const VERSIONS_MAX = 20;

/** Results of a period against what was paid the old way. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly source: DataSource,
    private readonly repository: ReconciliationRepository,
    private readonly schemes: SchemesService,
    private readonly facts: ResultFactsService,
  ) {}

  /** Throws `not-found` where one side has nothing of the period and scheme. */
  async of(
    period: string,
    { scheme, run }: ReconciliationQueryDto,
  ): Promise<ReconciliationDto & Reconciliation> {
    const { results, ours, theirs, versions, factsOf } = await inSnapshot(this.source, async (tx) => {
      const results = await this.repository.results(tx, period, scheme, run);
      if (results.length === 0)
        throw new DomainError('not-found', { what: 'results', id: `${period} ${scheme}` });
      const theirs = await this.repository.legacyPay(tx, period, scheme);
      if (theirs.length === 0)
        throw new DomainError('not-found', { what: 'legacy-pay', id: `${period} ${scheme}` });
      const ours = await this.figuresOf(tx, results);
      const asked = new Set(differing(ours, theirs).slice(0, FACTS_OF_MAX));
      const versions = await this.otherVersions(tx, scheme, results);
      return {
        results,
        theirs,
        versions,
        ours: await this.withFacts(tx, ours, results, asked),
        factsOf: asked.size,
      };
    });
    const { runId, watermark } = results[0]!;
    const steps = reconciling(ours, theirs, versions);
    for (;;) {
      const step = steps.next();
      if (step.done) return { period, scheme, runId, watermark, factsOf, ...step.value };
      await othersFirst();
    }
  }

  async textOf(period: string, query: ReconciliationQueryDto, language: Language): Promise<string> {
    return reconciliationText(await this.of(period, query), language);
  }

  private async figuresOf(tx: Tx, results: readonly ReconciledResult[]): Promise<OurFigures[]> {
    const schemes = await this.schemes.schemesOf(tx, [...new Set(results.map(({ versionId }) => versionId))]);
    return results.map(({ personnelNumber, name, versionId, document }) => {
      const { result }: ResultContent = JSON.parse(document);
      return { manager: personnelNumber, name, scheme: schemes.get(versionId)!, result };
    });
  }

  private async otherVersions(
    tx: Tx,
    scheme: string,
    results: readonly ReconciledResult[],
  ): Promise<OtherVersion[]> {
    const known = [...new Set(results.map(({ versionId }) => versionId))];
    const rows = await this.repository.otherVersions(tx, scheme, known, VERSIONS_MAX);
    return rows.map(({ id, number, source }) => ({ number, scheme: this.schemes.compile(id, source) }));
  }

  /** The facts behind the measures of those asked for, as known when the results were computed. */
  private async withFacts(
    tx: Tx,
    ours: readonly OurFigures[],
    results: readonly ReconciledResult[],
    asked: ReadonlySet<string>,
  ): Promise<OurFigures[]> {
    const figures: OurFigures[] = [];
    // at most FACTS_OF_MAX managers are asked for
    for (const [index, own] of ours.entries()) {
      const { managerId, watermark } = results[index]!;
      const { scheme, result } = own;
      figures.push(
        asked.has(own.manager)
          ? { ...own, facts: await this.facts.of(tx, scheme, { managerId, watermark, result }, FACTS_MAX) }
          : own,
      );
    }
    return figures;
  }
}
