import { type Period, periodRange, statementContent } from '../../calc/index.js';
import { lastEmployedDay, type Payee, valueOn } from '../people/index.js';
import type { Computed } from './calculation.service.js';
import { resultDocument, statementDocument } from './documents.js';
import type { ResultRow, StatementRow } from './runs.repository.js';

/** What a run writes for one payee: results, and in a payroll run the statement gathered from them. */
export interface RowsOfPayee {
  managerId: string;
  results: ResultRow[];
  statement: StatementRow | undefined;
}

export function rowsOf(
  payee: Payee,
  computed: readonly Computed[],
  { period, currency, isTrial }: { period: Period; currency: string; isTrial: boolean },
): RowsOfPayee {
  const results = computed.map(resultRow);
  return {
    managerId: payee.id,
    results,
    statement: isTrial ? undefined : statementRow(payee, computed, results, { period, currency }),
  };
}

/** Tells whether what another process wrote for the payee is what this one computed. */
export const digestOf = ({ results, statement }: RowsOfPayee): string =>
  [...results.map(({ hash }) => hash).sort(), statement?.hash ?? ''].join(' ');

function resultRow(computed: Computed): ResultRow {
  const { payee, version, period, result } = computed;
  return {
    schemeVersionId: version.versionId,
    managerId: payee.id,
    period,
    stretchFrom: result.stretch?.from ?? null,
    complete: result.complete,
    total: result.totals.total ?? null,
    ...resultDocument(computed),
  };
}

function statementRow(
  payee: Payee,
  computed: readonly Computed[],
  results: readonly ResultRow[],
  { period, currency }: { period: Period; currency: string },
): StatementRow {
  const content = statementContent(
    { manager: payee.id, period, currency },
    computed.map(({ version: { scheme }, result }, place) => ({
      scheme,
      result,
      hash: results[place]!.hash,
    })),
  );
  return {
    managerId: payee.id,
    teamId: valueOn(payee.teams, lastEmployedDay(payee, periodRange(period))) ?? null,
    currency,
    complete: computed.every(({ result }) => result.complete),
    ...content.totals,
    ...statementDocument(content),
  };
}
