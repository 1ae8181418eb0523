import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Comparison,
  type Computation,
  compare,
  difference,
  fitted,
  type Language,
  previousPeriod,
  type SourceNode,
  subjectOf,
  sum,
} from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { fieldProblem } from '../../platform/records/row.js';
import { readSchemeSource } from '../../platform/scheme-source.js';
import type { Viewer } from '../access/index.js';
import { SchemesService } from '../schemes/index.js';
import type {
  AdjustmentDifferenceDto,
  ResultComparisonDto,
  ResultComparisonQueryDto,
  SchemeDifferenceDto,
  StatementComparisonDto,
  StatementComparisonQueryDto,
} from './answers.dto.js';
import { comparisonOfResult, comparisonOfStatements } from './comparison-text.js';
import {
  type ResultRow,
  resultContentOf,
  type StatementRow,
  StatementsRepository,
  statementContentOf,
} from './statements.repository.js';

/** Documents of scheme versions by id. */
type Sources = ReadonlyMap<string, string>;

/** Why two results, or two statements, of a manager differ: what each change contributed, adding up exactly. */
@Injectable()
export class ComparisonService {
  constructor(
    private readonly source: DataSource,
    private readonly statements: StatementsRepository,
    private readonly schemes: SchemesService,
  ) {}

  /** Throws `not-found`, `results-of-two-people`, `invalid-fields`. */
  async ofResult(viewer: Viewer, id: string, query: ResultComparisonQueryDto): Promise<ResultComparisonDto> {
    refuseUnlessOne(query);
    return inSnapshot(this.source, async (tx) => {
      const row = await this.resultRow(tx, viewer, id);
      if (query.version !== undefined) {
        const own = computationOf(row, await this.sourcesOf(tx, [row]));
        const document = await this.versionOf(row, query.version);
        return {
          resultId: id,
          version: Number(query.version),
          comparison: compare(own, fitted({ document, subject: own.subject })),
        };
      }
      const other = await this.resultRow(tx, viewer, query.with!);
      refuseOfTwo(row, other);
      const sources = await this.sourcesOf(tx, [row, other]);
      return {
        resultId: id,
        withResultId: other.id,
        comparison: compare(computationOf(other, sources), computationOf(row, sources)),
      };
    });
  }

  /** With the statement named, else the same manager's of the month before. Throws as `ofResult`. */
  ofStatement(
    viewer: Viewer,
    id: string,
    query: StatementComparisonQueryDto,
  ): Promise<StatementComparisonDto> {
    return inSnapshot(this.source, async (tx) => {
      const after = await this.statementRow(tx, viewer, id);
      const before =
        query.with === undefined
          ? await this.previousStatement(tx, viewer, after)
          : await this.statementRow(tx, viewer, query.with);
      refuseOfTwo(after, before);
      const results = await this.differences(tx, before, after);
      const whole = difference(before.total, after.total);
      return {
        statementId: id,
        withStatementId: before.id,
        before: before.total,
        after: after.total,
        difference: whole,
        results,
        adjustments: [...adjustmentsGone(before), ...adjustmentsNew(after)],
        other: difference(sum(results.map((each) => ({ amount: each.difference }))), whole),
      };
    });
  }

  async textOfResult(
    viewer: Viewer,
    id: string,
    query: ResultComparisonQueryDto,
    language: Language,
  ): Promise<string> {
    return comparisonOfResult(await this.ofResult(viewer, id, query), language);
  }

  async textOfStatement(
    viewer: Viewer,
    id: string,
    query: StatementComparisonQueryDto,
    language: Language,
  ): Promise<string> {
    return comparisonOfStatements(await this.ofStatement(viewer, id, query), language);
  }

  private async differences(
    tx: Tx,
    before: StatementRow,
    after: StatementRow,
  ): Promise<SchemeDifferenceDto[]> {
    const [old, now] = [
      await this.statements.resultsOf(tx, before),
      await this.statements.resultsOf(tx, after),
    ];
    const all = [...old, ...now];
    const sources = await this.sourcesOf(tx, all);
    return [...new Set(all.map(({ scheme }) => scheme))].map((scheme) => {
      const isOf = (row: ResultRow) => row.scheme === scheme;
      return this.differenceOf(scheme, [old.filter(isOf), now.filter(isOf)], sources);
    });
  }

  /** What the results of one scheme contribute; of a period in parts, pay alone is compared. */
  private differenceOf(
    scheme: string,
    [before, after]: [ResultRow[], ResultRow[]],
    sources: Sources,
  ): SchemeDifferenceDto {
    const inParts = before.length > 1 || after.length > 1;
    const [was, is] = [before[0], after[0]];
    const comparison: Comparison | undefined =
      was && is && !inParts ? compare(computationOf(was, sources), computationOf(is, sources)) : undefined;
    const { versionId } = (is ?? was)!;
    return {
      scheme,
      title: this.schemes.compile(versionId, sources.get(versionId)!).title,
      ...(comparison && { comparison }),
      ...(inParts && { inParts }),
      difference: comparison ? comparison.difference : difference(payOf(before), payOf(after)),
    };
  }

  private sourcesOf(tx: Tx, rows: readonly ResultRow[]): Promise<Sources> {
    return this.schemes.sourcesOf(tx, [...new Set(rows.map(({ versionId }) => versionId))]);
  }

  private async resultRow(tx: Tx, viewer: Viewer, id: string): Promise<ResultRow> {
    const row = isId(id) ? await this.statements.result(tx, viewer, id) : undefined;
    if (!row) throw new DomainError('not-found', { what: 'results', id });
    return row;
  }

  private async statementRow(tx: Tx, viewer: Viewer, id: string): Promise<StatementRow> {
    const row = isId(id) ? await this.statements.statement(tx, viewer, id) : undefined;
    if (!row) throw new DomainError('not-found', { what: 'statements', id });
    return row;
  }

  private async previousStatement(tx: Tx, viewer: Viewer, after: StatementRow): Promise<StatementRow> {
    const period = previousPeriod(after.period);
    const { items } = await this.statements.statements(tx, viewer, {
      period,
      manager: after.personnelNumber,
      limit: 1,
    });
    if (!items[0]) throw new DomainError('not-found', { what: 'statements', id: period });
    return items[0];
  }

  private async versionOf({ scheme }: ResultRow, number: string): Promise<SourceNode> {
    const { document } = await this.schemes.document(scheme, number);
    return readSchemeSource(document).root!;
  }
}

function computationOf(row: ResultRow, sources: Sources): Computation {
  return {
    document: readSchemeSource(sources.get(row.versionId)!).root!,
    subject: subjectOf(resultContentOf(row).result),
  };
}

const payOf = (rows: readonly ResultRow[]): string | null =>
  sum(rows.map(({ total }) => ({ amount: total })));

/** Each month has adjustments of its own: those of the one go, those of the other come. */
const adjustmentsGone = (before: StatementRow): AdjustmentDifferenceDto[] =>
  adjustmentsNew(before).map((each) => ({ ...each, difference: difference(each.difference, '0') }));

const adjustmentsNew = (after: StatementRow): AdjustmentDifferenceDto[] =>
  statementContentOf(after).lines.flatMap(({ adjustment, amount }) =>
    adjustment
      ? [{ id: adjustment.id, kind: adjustment.kind, reason: adjustment.reason, difference: amount }]
      : [],
  );

function refuseOfTwo(one: { managerId: string }, other: { managerId: string; id: string }): void {
  if (one.managerId !== other.managerId) throw new DomainError('results-of-two-people', { with: other.id });
}

function refuseUnlessOne({ with: other, version }: ResultComparisonQueryDto): void {
  if ((other === undefined) !== (version === undefined)) return;
  const expected = { code: 'exactly-one' as const, facts: { fields: 'with, version' } };
  throw new DomainError('invalid-fields', {}, [fieldProblem('with', other ?? null, expected)]);
}
