import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { explain, type Language, type Scheme, subjectOf } from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import type { Viewer } from '../access/index.js';
import { SchemesService } from '../schemes/index.js';
import { explanationOfAdjustments } from './adjustments-text.js';
import { explanationOfResult, type ResultExplanation } from './explanation-text.js';
import type { ExplanationQueryDto } from './query.dto.js';
import { ResultFactsService } from './result-facts.service.js';
import type { FactsOfInputDto, StatementExplanationDto, StatementLineDto } from './statements.dto.js';
import {
  type ResultRow,
  resultContentOf,
  StatementsRepository,
  statementContentOf,
} from './statements.repository.js';

const FACTS_LISTED = 5_000;

/** Explanations are replayed: lines from the frozen inputs, facts from what was known at the run's watermark. */
@Injectable()
export class ExplanationService {
  constructor(
    private readonly source: DataSource,
    private readonly statements: StatementsRepository,
    private readonly schemes: SchemesService,
    private readonly facts: ResultFactsService,
  ) {}

  ofResult(viewer: Viewer, id: string, query: ExplanationQueryDto = {}): Promise<ResultExplanation> {
    return inSnapshot(this.source, async (tx) => {
      const row = isId(id) ? await this.statements.result(tx, viewer, id) : undefined;
      if (!row) throw new DomainError('not-found', { what: 'results', id });
      return this.explain(tx, row, query);
    });
  }

  ofStatement(viewer: Viewer, id: string, query: ExplanationQueryDto = {}): Promise<StatementExplanationDto> {
    return inSnapshot(this.source, async (tx) => {
      const statement = isId(id) ? await this.statements.statement(tx, viewer, id) : undefined;
      if (!statement) throw new DomainError('not-found', { what: 'statements', id });
      const results: ResultExplanation[] = [];
      // the results of one statement are as many as the manager's schemes
      for (const row of await this.statements.resultsOf(tx, statement))
        results.push(await this.explain(tx, row, query));
      const { lines, adjusting } = statementContentOf(statement);
      const adjustments = lines.filter(({ adjustment }) => adjustment) as StatementLineDto[];
      return { statementId: id, results, adjustments, ...(adjusting && { adjusting }) };
    });
  }

  /** The same as indented text that a manager understands. */
  async textOfResult(
    viewer: Viewer,
    id: string,
    language: Language,
    query?: ExplanationQueryDto,
  ): Promise<string> {
    return explanationOfResult(await this.ofResult(viewer, id, query), language);
  }

  async textOfStatement(
    viewer: Viewer,
    id: string,
    language: Language,
    query?: ExplanationQueryDto,
  ): Promise<string> {
    const { results, ...rest } = await this.ofStatement(viewer, id, query);
    const texts = results.map((result) => explanationOfResult(result as ResultExplanation, language));
    return [...texts, ...explanationOfAdjustments(rest, language)].join('\n\n');
  }

  private async explain(tx: Tx, row: ResultRow, { rows }: ExplanationQueryDto): Promise<ResultExplanation> {
    const scheme = await this.schemes.version(tx, row.versionId);
    const { result } = resultContentOf(row);
    return {
      resultId: row.id,
      managerId: row.managerId,
      personnelNumber: row.personnelNumber,
      name: row.name,
      schemeVersion: row.version,
      watermark: row.watermark,
      explanation: explain(scheme, subjectOf(result), rows === undefined ? {} : { rowsMax: Number(rows) }),
      facts: await this.factsOf(tx, scheme, row),
    };
  }

  private async factsOf(tx: Tx, scheme: Scheme, row: ResultRow): Promise<FactsOfInputDto[]> {
    const { result } = resultContentOf(row);
    const facts = await this.facts.of(tx, scheme, { ...row, result }, FACTS_LISTED);
    return facts.map(({ definition: _, ...behind }) => behind);
  }
}
