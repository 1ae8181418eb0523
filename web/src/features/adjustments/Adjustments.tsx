import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { AdjustmentDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Change, None } from '../../ui/Figures.js';
import { FilterBar, FilterToggle, matches } from '../../ui/FilterBar.js';
import { orderOf } from '../../ui/order.js';
import { Page } from '../../ui/Page.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { type Kind, Withdrawal } from './Withdrawal.js';

const KINDS: readonly Kind[] = ['agreed', 'correction', 'prize', 'reduction'];

/** What was added to pay by hand or taken off it, by whom and why. */
export default function Adjustments() {
  const { adjustments: texts, common } = useTexts();
  const [filter, setFilter] = useUrlState('q');
  const [withdrawn, setWithdrawn] = useState<AdjustmentDto | null>(null);
  const { role } = useSession();
  const { rows: all, ...found } = useAdjustments();
  const { data: company } = useQuery(companyQuery);
  const rows = all?.filter(({ name, personnelNumber, reason }) =>
    matches(filter, name, personnelNumber, reason),
  );
  return (
    <Page title={texts.title}>
      <Filters shown={filter && rows && all ? common.table.of(rows.length, all.length) : undefined} />
      <DataTable
        caption={company ? `${texts.title}, ${company.currency}` : texts.title}
        columns={useColumns(rows ?? [], setWithdrawn)}
        rows={rows}
        rowKey={({ id }) => id}
        isBusy={found.isPlaceholderData}
        error={found.error}
        onRetry={() => void found.refetch()}
        onClearFilter={filter ? () => setFilter(null) : undefined}
        empty={<Empty title={texts.nothing} hint={texts.nothingHint} />}
      />
      {found.hasNextPage && (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {common.showMore}
        </Button>
      )}
      {role !== 'auditor' && (
        <p className="quiet">
          {texts.addHint} <Link to={role === 'hr' ? '/statements' : '/months'}>{texts.toStatements}</Link>
        </p>
      )}
      {withdrawn && <Withdrawal of={withdrawn} onClose={() => setWithdrawn(null)} />}
    </Page>
  );
}

function useAdjustments() {
  const [period] = useUrlState('period');
  const [kind] = useUrlState('kind');
  const [withWithdrawn] = useUrlState('withdrawn');
  const { data, ...state } = useInfiniteQuery({
    queryKey: ['adjustments', { period, kind, withWithdrawn }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 500,
        ...(period ? { period } : {}),
        ...(kind ? { kind: kind as Kind } : {}),
        ...(withWithdrawn ? {} : { withdrawn: false }),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return answered(api.GET('/v1/adjustments', { params: { query }, signal }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { rows: data?.pages.flatMap(({ items }) => items), ...state };
}

function Filters({ shown }: { shown: string | undefined }) {
  const { adjustments: texts } = useTexts();
  const formats = useFormats();
  const [period, setPeriod] = useUrlState('period');
  const [kind, setKind] = useUrlState('kind');
  const { data: periods } = useQuery({
    queryKey: ['periods'],
    queryFn: ({ signal }) => answered(api.GET('/v1/periods', { signal })),
  });
  const months = (periods ?? []).map(({ code }) => code).filter((code) => /^\d{4}-\d{2}$/.test(code));
  const codes = [...new Set([...months, ...(period ? [period] : [])])].sort().reverse();
  return (
    <FilterBar label={texts.find} beside={shown}>
      <NativeSelect
        aria-label={texts.period}
        value={period}
        onChange={({ currentTarget }) => setPeriod(currentTarget.value)}
        data={[
          { value: '', label: texts.allPeriods },
          ...codes.map((code) => ({ value: code, label: formats.period(code) })),
        ]}
      />
      <NativeSelect
        aria-label={texts.kind}
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value)}
        data={[
          { value: '', label: texts.allKinds },
          ...KINDS.map((value) => ({ value, label: texts.kinds[value] })),
        ]}
      />
      <FilterToggle name="withdrawn">{texts.withWithdrawn}</FilterToggle>
    </FilterBar>
  );
}

function useColumns(
  rows: readonly AdjustmentDto[],
  onWithdraw: (adjustment: AdjustmentDto) => void,
): Column<AdjustmentDto>[] {
  const { adjustments: texts } = useTexts();
  const { period: shown, day } = useFormats();
  const { role } = useSession();
  const decimals = decimalsOf(rows.flatMap(({ amount, applied }) => [amount, applied]));
  const columns: Column<AdjustmentDto>[] = [
    {
      key: 'name',
      title: texts.manager,
      width: 200,
      card: 'head',
      cell: ({ name, personnelNumber }) => (
        <>
          {name} <span className="quiet">{personnelNumber}</span>
        </>
      ),
      sortBy: ({ name }) => name,
    },
    {
      key: 'period',
      title: texts.period,
      width: 120,
      cell: ({ period }) => shown(period),
      sortBy: ({ period }) => period,
    },
    {
      key: 'kind',
      title: texts.kind,
      width: 140,
      cell: ({ kind }) => texts.kinds[kind as Kind],
      sortBy: ({ kind }) => kind,
    },
    {
      key: 'amount',
      title: texts.amount,
      kind: 'number',
      width: 110,
      card: 'main',
      cell: ({ amount }) => <Change value={amount} decimals={decimals} direction="none" />,
      sortBy: ({ amount }) => orderOf(amount),
    },
    {
      key: 'applied',
      title: texts.applied,
      kind: 'number',
      width: 110,
      cell: ({ applied }) => <Change value={applied} decimals={decimals} direction="none" />,
      sortBy: ({ applied }) => orderOf(applied),
    },
    {
      key: 'reason',
      title: texts.reason,
      width: 260,
      cell: ({ reason, clause, orderNumber, orderDate }) => (
        <>
          {reason} <span className="quiet">{texts.clause(clause)}</span>
          {orderNumber && orderDate && (
            <div className="quiet">{texts.order(orderNumber, day(orderDate))}</div>
          )}
        </>
      ),
    },
    { key: 'author', title: texts.author, width: 140, cell: ({ author }) => author },
    { key: 'state', title: texts.state, width: 200, cell: (row) => <State of={row} /> },
  ];
  if (role !== 'auditor')
    columns.push({
      key: 'withdraw',
      title: texts.steps,
      width: 110,
      cell: (row) =>
        row.withdrawnAt ? (
          <None />
        ) : (
          <Button size="xs" variant="default" onClick={() => onWithdraw(row)}>
            {texts.withdraw}
          </Button>
        ),
    });
  return columns;
}

function State({ of: { withdrawnAt, withdrawnBy, withdrawalReason } }: { of: AdjustmentDto }) {
  const { adjustments: texts } = useTexts();
  if (!withdrawnAt) return texts.inForce;
  return (
    <span className="quiet">
      {texts.withdrawnBy(withdrawnBy ?? '')} {withdrawalReason}
    </span>
  );
}
