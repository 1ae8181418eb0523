import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { UnpaidStatementDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Money } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import { Stats } from '../../ui/Stats.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { type RowState, RowStateMark } from './States.js';

/** What is approved and not paid yet: in no export, on its way, or rejected with the reason. */
export function Unpaid({ period }: { period: string }) {
  const { common, exports: texts } = useTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['exports', 'unpaid', { period }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 200,
        ...(period ? { period } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return answered(api.GET('/v1/exports/unpaid', { params: { query }, signal }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = data?.pages.flatMap(({ items }) => items);
  const totals = data?.pages[0]?.totals ?? [];
  const columns = useColumns();
  return (
    <div className="stack">
      {totals.length > 0 && (
        <Stats
          stats={totals.map(({ state, rows: count, amount }) => ({
            label: texts.states[state as RowState],
            value: <Money value={amount} currency={rows?.[0]?.currency} />,
            note: common.table.rows(count),
          }))}
        />
      )}
      <DataTable
        caption={texts.unpaid}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        isMarked={({ lines }) => lines.some(({ state }) => state === 'rejected')}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.nothingUnpaid} hint={texts.nothingUnpaidHint} />}
      />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.showMore}
        </Button>
      )}
    </div>
  );
}

function useColumns(): Column<UnpaidStatementDto>[] {
  const { exports: texts } = useTexts();
  const formats = useFormats();
  return [
    {
      key: 'name',
      title: texts.name,
      width: 220,
      card: 'head',
      cell: ({ id, name, personnelNumber }) => (
        <>
          <Link to={`/statements/${id}`}>{name}</Link> <span className="quiet">{personnelNumber}</span>
        </>
      ),
      sortBy: ({ name }) => name,
    },
    {
      key: 'period',
      title: texts.period,
      width: 130,
      cell: ({ period }) => formats.period(period),
      sortBy: ({ period }) => period,
    },
    {
      key: 'unpaid',
      title: texts.unpaidAmount,
      kind: 'number',
      width: 120,
      card: 'main',
      cell: ({ unpaid, currency }) => <Money value={unpaid} currency={currency} />,
      sortBy: ({ unpaid }) => orderOf(unpaid),
    },
    {
      key: 'lines',
      title: texts.lines,
      width: 460,
      cell: ({ lines, currency }) =>
        lines.map(({ line, pay, amount, state, export: number, reason }) => (
          <div key={line} className="line" style={{ gap: '0 8px' }}>
            <span>{texts.pays(pay)}</span>
            <Money value={amount} currency={currency} />
            {number ? (
              <Link to={`/exports/${number}`}>
                <RowStateMark state={state} />
              </Link>
            ) : (
              <RowStateMark state={state} />
            )}
            {reason && <span className="quiet">{reason}</span>}
          </div>
        )),
    },
  ];
}
