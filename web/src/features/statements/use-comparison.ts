import { useQuery } from '@tanstack/react-query';
import type { StatementComparisonDto, StatementDto, StatementSummaryDto } from '../../api/schema.js';
import { comparisonQuery, statementsOfQuery } from './queries.js';

interface Compared {
  /** The manager's other statements, latest first. */
  others: StatementSummaryDto[];
  /** That of the month before. */
  standard: StatementSummaryDto | undefined;
  /** The one compared with. */
  other: StatementSummaryDto | undefined;
  /** Whether there is nothing to compare with. */
  isAlone: boolean;
  data: StatementComparisonDto | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** A statement against another one of its manager; against that of the month before, where none is chosen. */
export function useComparison(statement: StatementDto, chosen = ''): Compared {
  const { data: all, error: listError } = useQuery(statementsOfQuery(statement.personnelNumber));
  const others = (all ?? []).filter(({ id }) => id !== statement.id);
  const standard = others.find(({ period }) => period === monthBefore(statement.period));
  const id = chosen || standard?.id;
  const { data, error, refetch } = useQuery({
    ...comparisonQuery(statement.id, id ?? ''),
    enabled: id !== undefined,
  });
  return {
    ...{ others, standard, data, refetch },
    other: others.find((each) => each.id === data?.withStatementId),
    isAlone: all !== undefined && id === undefined,
    error: listError ?? error,
  };
}

/** `2026-02` of `2026-03`. */
function monthBefore(period: string): string {
  const [year, month] = period.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 2, 1)).toISOString().slice(0, 7);
}
