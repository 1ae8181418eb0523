import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { StatementDiscrepancyDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Change, Money } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { header } from './queries.js';

/** Approved statements that would come out otherwise by what is known today. */
export function Discrepancies({ period }: { period: string }) {
  const { common, periods: texts } = useTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['periods', period, 'discrepancies'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/v1/periods/{code}/discrepancies', {
          params: { path: { code: period }, query: pageParam ? { cursor: pageParam } : {}, header: header() },
          signal,
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = data?.pages.flatMap(({ items }) => items);
  const looked = data?.pages.reduce((sum, page) => sum + page.looked, 0) ?? 0;
  const columns: Column<StatementDiscrepancyDto>[] = [
    {
      key: 'name',
      title: texts.manager,
      width: 200,
      card: 'head',
      cell: ({ statementId, name }) => <Link to={`/statements/${statementId}`}>{name}</Link>,
      sortBy: ({ name }) => name,
    },
    {
      key: 'stated',
      title: texts.stated,
      kind: 'number',
      width: 120,
      cell: ({ stated }) => <Money value={stated} />,
    },
    {
      key: 'today',
      title: texts.today,
      kind: 'number',
      width: 120,
      cell: ({ today }) => <Money value={today} />,
    },
    {
      key: 'difference',
      title: texts.difference,
      kind: 'number',
      width: 120,
      card: 'main',
      cell: ({ difference }) => <Change value={difference} direction="none" />,
      sortBy: ({ difference }) => orderOf(difference),
    },
    {
      key: 'causes',
      title: texts.causes,
      width: 380,
      cell: ({ results }) =>
        results.map(({ scheme, period: of, text }) => (
          <div key={scheme + of} style={{ whiteSpace: 'pre-line' }}>
            {text ?? scheme}
          </div>
        )),
    },
  ];
  return (
    <div className="stack">
      <p className="quiet">{texts.afterHint}</p>
      <DataTable
        caption={texts.looked(looked)}
        columns={columns}
        rows={rows}
        rowKey={({ statementId }) => statementId}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.noDiscrepancies} hint={texts.looked(looked)} />}
      />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.showMore}
        </Button>
      )}
    </div>
  );
}
