import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Bundle } from '../../calc/index.js';
import { inSnapshot } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import type { Viewer } from '../access/index.js';
import { ManifestsService } from '../payroll/index.js';
import { resultContentOf, StatementsRepository, statementContentOf } from './statements.repository.js';

/** Gathers what proves a statement away from the service. */
@Injectable()
export class BundleService {
  constructor(
    private readonly source: DataSource,
    private readonly statements: StatementsRepository,
    private readonly manifests: ManifestsService,
  ) {}

  /** Throws `not-found`. A statement of a period that is not closed has no manifest yet. */
  of(viewer: Viewer, id: string): Promise<Bundle> {
    return inSnapshot(this.source, async (tx) => {
      const row = isId(id) ? await this.statements.statement(tx, viewer, id) : undefined;
      if (!row) throw new DomainError('not-found', { what: 'statements', id });
      const document = statementContentOf(row);
      const results = await this.statements.resultsOf(tx, row);
      const place = ({ hash }: { hash: string }) => document.results.indexOf(hash);
      return {
        format: 'premia-bundle/1',
        document,
        results: results.sort((a, b) => place(a) - place(b)).map(resultContentOf),
        ...(await this.manifests.proofOf(tx, row)),
      };
    });
  }
}
