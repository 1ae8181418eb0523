import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import type { Viewer } from '../access/index.js';
import type {
  ResultDto,
  ResultPageDto,
  StatementDto,
  StatementPageDto,
  StatementSummaryDto,
} from './statements.dto.js';
import {
  type ResultQuery,
  type ResultRow,
  resultContentOf,
  type StatementQuery,
  type StatementRow,
  StatementsRepository,
  statementContentOf,
} from './statements.repository.js';

/** Statements and results as their viewers may see them. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly source: DataSource,
    private readonly repository: StatementsRepository,
  ) {}

  async statements(viewer: Viewer, query: StatementQuery): Promise<StatementPageDto> {
    const { items, next } = await this.repository.statements(this.source.manager, viewer, query);
    return { items: items.map(summary), next };
  }

  async statement(viewer: Viewer, id: string): Promise<StatementDto> {
    const tx = this.source.manager;
    const row = isId(id) ? await this.repository.statement(tx, viewer, id) : undefined;
    if (!row) throw new DomainError('not-found', { what: 'statements', id });
    const results = await this.repository.resultsOf(tx, row);
    const { lines, adjusting } = statementContentOf(row);
    return {
      ...summary(row),
      lines: lines as StatementDto['lines'],
      results: results.map((result) => result.id),
      ...(adjusting && { adjusting }),
    };
  }

  async results(viewer: Viewer, query: ResultQuery): Promise<ResultPageDto> {
    const { items, next } = await this.repository.results(this.source.manager, viewer, query);
    return { items: items.map(resultSummary), next };
  }

  async result(viewer: Viewer, id: string): Promise<ResultDto> {
    const row = isId(id) ? await this.repository.result(this.source.manager, viewer, id) : undefined;
    if (!row) throw new DomainError('not-found', { what: 'results', id });
    return { ...resultSummary(row), result: resultContentOf(row).result };
  }
}

function summary({ document, runId: _, ...row }: StatementRow): StatementSummaryDto {
  return { ...row, payMix: statementContentOf({ document }).payMix };
}

function resultSummary({ document: _, versionId: __, watermark: ___, ...row }: ResultRow) {
  return row;
}
