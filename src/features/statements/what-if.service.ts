import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  evaluate,
  type Language,
  payChange,
  type Result,
  type Scheme,
  type Subject,
  subjectOf,
  whatIf,
  withoutRow,
  withRowReturned,
} from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { Viewer } from '../access/index.js';
import { SchemesService } from '../schemes/index.js';
import type { FactWhatIfDto, ResultWhatIfDto, StatementWhatIfDto, WhatIfQueryDto } from './answers.dto.js';
import { type FactQuestion, factChange } from './fact-change.js';
import { ResultFactsService } from './result-facts.service.js';
import { type ResultRow, resultContentOf, StatementsRepository } from './statements.repository.js';
import { whatIfOfResult } from './what-if-text.js';

/** More facts than any manager's year has; a measure is counted anew from all of them. */
const FACTS_MAX = 1_000_000;

/** What would change the pay of a result: asked of its frozen inputs, and of the facts known at its watermark. */
@Injectable()
export class WhatIfService {
  constructor(
    private readonly source: DataSource,
    private readonly statements: StatementsRepository,
    private readonly schemes: SchemesService,
    private readonly facts: ResultFactsService,
  ) {}

  /** Throws `not-found` for the result, and for a fact that is not behind it; `fact-ambiguous`. */
  ofResult(viewer: Viewer, id: string, query: WhatIfQueryDto): Promise<ResultWhatIfDto> {
    const question = questionOf(query);
    return inSnapshot(this.source, async (tx) => {
      const row = isId(id) ? await this.statements.result(tx, viewer, id) : undefined;
      if (!row) throw new DomainError('not-found', { what: 'results', id });
      const answer = await this.answer(tx, row, question);
      if (question && !answer.fact) throw new DomainError('not-found', { what: 'facts', id: question.id });
      return answer;
    });
  }

  ofStatement(viewer: Viewer, id: string, query: WhatIfQueryDto): Promise<StatementWhatIfDto> {
    const question = questionOf(query);
    return inSnapshot(this.source, async (tx) => {
      const statement = isId(id) ? await this.statements.statement(tx, viewer, id) : undefined;
      if (!statement) throw new DomainError('not-found', { what: 'statements', id });
      const results: ResultWhatIfDto[] = [];
      // the results of one statement are as many as the manager's schemes
      for (const row of await this.statements.resultsOf(tx, statement))
        results.push(await this.answer(tx, row, question));
      if (question && !results.some(({ fact }) => fact))
        throw new DomainError('not-found', { what: 'facts', id: question.id });
      return { statementId: id, results };
    });
  }

  async textOfResult(viewer: Viewer, id: string, query: WhatIfQueryDto, language: Language): Promise<string> {
    return whatIfOfResult(await this.ofResult(viewer, id, query), language);
  }

  async textOfStatement(
    viewer: Viewer,
    id: string,
    query: WhatIfQueryDto,
    language: Language,
  ): Promise<string> {
    const { results } = await this.ofStatement(viewer, id, query);
    return results.map((result) => whatIfOfResult(result, language)).join('\n\n');
  }

  private async answer(tx: Tx, row: ResultRow, question: FactQuestion | undefined): Promise<ResultWhatIfDto> {
    const scheme = await this.schemes.version(tx, row.versionId);
    const { result } = resultContentOf(row);
    const fact = question && (await this.factAnswer(tx, { scheme, row, result }, question));
    return {
      resultId: row.id,
      managerId: row.managerId,
      personnelNumber: row.personnelNumber,
      name: row.name,
      scheme: row.scheme,
      schemeVersion: row.version,
      period: row.period,
      watermark: row.watermark,
      ...(!question && { whatIf: whatIf(scheme, subjectOf(result)) }),
      ...(fact && { fact }),
    };
  }

  private async factAnswer(
    tx: Tx,
    { scheme, row, result }: { scheme: Scheme; row: ResultRow; result: Result },
    question: FactQuestion,
  ): Promise<FactWhatIfDto | undefined> {
    const behind = await this.facts.of(tx, scheme, { ...row, result }, FACTS_MAX);
    const subject = subjectOf(result);
    const changed = factChange(behind, scheme, subject, question);
    const inRows = rowsChanged(scheme, changed?.subject ?? subject, question);
    const there = inRows ?? changed?.subject;
    if (!there) return undefined;
    return {
      how: question.how,
      fact: changed?.fact ?? { kind: 'row', externalId: question.id },
      inputs: changed?.inputs ?? [],
      asBefore: changed?.asBefore ?? [],
      pay: payChange(scheme, result, evaluate(scheme, there)),
    };
  }
}

function questionOf({ without, returned }: WhatIfQueryDto): FactQuestion | undefined {
  if (without !== undefined && returned !== undefined) {
    const expected = { code: 'at-most-one' as const, facts: { fields: 'without, returned' } };
    throw new DomainError('invalid-fields', {}, [fieldProblem('returned', returned, expected)]);
  }
  if (without !== undefined) return { how: 'without', id: without };
  return returned === undefined ? undefined : { how: 'returned', id: returned };
}

function rowsChanged(scheme: Scheme, subject: Subject, { how, id }: FactQuestion): Subject | undefined {
  return how === 'without' ? withoutRow(subject, id) : withRowReturned(scheme, subject, id);
}
