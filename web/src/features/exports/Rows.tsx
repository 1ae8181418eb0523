import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { allPages, answered, api } from '../../api/client.js';
import type { ExportDto, ExportRowDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Money, None } from '../../ui/Figures.js';
import { FilterBar, FilterToggle, matches } from '../../ui/FilterBar.js';
import { orderOf } from '../../ui/order.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { AT_ONCE, type Choice, Saying, UNDECIDED } from './Saying.js';
import { RowStateMark } from './States.js';

/** The rows of an export; those chosen can be acknowledged by hand, as the payroll system does by itself. */
export function Rows({ of }: { of: ExportDto }) {
  const { common, exports: texts } = useTexts();
  const { role } = useSession();
  const [filter, setFilter] = useUrlState('q');
  const [undecidedOnly, setUndecidedOnly] = useUrlState('undecided');
  const [rejectedOnly, setRejectedOnly] = useUrlState('rejected');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const { data, error, refetch } = useQuery({
    queryKey: ['exports', of.id, 'rows'],
    queryFn: ({ signal }) =>
      allPages((cursor) => {
        const query = { limit: 1_000, ...(cursor ? { cursor } : {}) };
        return answered(api.GET('/v1/exports/{id}/rows', { params: { path: { id: of.id }, query }, signal }));
      }),
  });
  const rows = data?.filter(
    ({ name, personnelNumber, code, state }) =>
      matches(filter, name, personnelNumber, code) &&
      (!undecidedOnly || UNDECIDED.includes(state)) &&
      (!rejectedOnly || state === 'rejected'),
  );
  const canSay = role === 'hr' && !of.cancelledAt && of.states.some(({ state }) => UNDECIDED.includes(state));
  const isFiltered = Boolean(filter || undecidedOnly || rejectedOnly);
  const clear = () => {
    setFilter(null);
    setUndecidedOnly(null);
    setRejectedOnly(null);
  };
  return (
    <div className="stack">
      <FilterBar
        label={texts.find}
        beside={isFiltered && rows && data ? common.table.of(rows.length, data.length) : undefined}
      >
        <FilterToggle name="undecided">{texts.undecidedOnly}</FilterToggle>
        <FilterToggle name="rejected">{texts.rejectedOnly}</FilterToggle>
      </FilterBar>
      {canSay && rows && <Saying of={of} rows={rows} chosen={chosen} onChoose={setChosen} />}
      <RowTable
        rows={rows}
        currency={of.currency}
        choice={canSay ? { chosen, onChoose: setChosen } : undefined}
        state={{ error, onRetry: () => void refetch(), onClearFilter: isFiltered ? clear : undefined }}
      />
    </div>
  );
}

interface RowTableProps {
  rows: ExportRowDto[] | undefined;
  currency: string;
  choice: Choice | undefined;
  state: { error: Error | null; onRetry: () => void; onClearFilter: (() => void) | undefined };
}

function RowTable({ rows, currency, choice, state }: RowTableProps) {
  const { exports: texts } = useTexts();
  const formats = useFormats();
  const decimals = decimalsOf((rows ?? []).map(({ amount }) => amount));
  const columns: Column<ExportRowDto>[] = [
    {
      key: 'row',
      title: texts.row,
      width: 90,
      card: 'line',
      cell: (row) => <RowChoice row={row} choice={choice} />,
      sortBy: ({ row }) => orderOf(String(row)),
    },
    {
      key: 'name',
      title: texts.name,
      width: 220,
      card: 'head',
      cell: ({ statement, name, personnelNumber }) => (
        <>
          <Link to={`/statements/${statement}`}>{name}</Link> <span className="quiet">{personnelNumber}</span>
        </>
      ),
      sortBy: ({ name }) => name,
    },
    { key: 'code', title: texts.payCode, width: 130, cell: ({ code }) => code, sortBy: ({ code }) => code },
    {
      key: 'amount',
      title: texts.amount,
      kind: 'number',
      width: 110,
      card: 'main',
      cell: ({ amount }) => <Money value={amount} decimals={decimals} />,
      sortBy: ({ amount }) => orderOf(amount),
    },
    {
      key: 'of',
      title: texts.forPeriod,
      width: 130,
      isOptional: true,
      cell: ({ period }) => formats.period(period),
      sortBy: ({ period }) => period,
    },
    {
      key: 'clause',
      title: texts.clause,
      width: 80,
      isOptional: true,
      cell: ({ clause }) => clause ?? <None />,
    },
    {
      key: 'state',
      title: texts.became,
      width: 140,
      cell: ({ state: now }) => <RowStateMark state={now} />,
      sortBy: ({ state: now }) => now,
    },
  ];
  return (
    <DataTable
      caption={`${texts.rowsTab}, ${currency}`}
      columns={columns}
      rows={rows}
      rowKey={({ row }) => String(row)}
      isMarked={({ state: now }) => now === 'rejected'}
      {...state}
    />
  );
}

function RowChoice({ row: { row, state, name }, choice }: { row: ExportRowDto; choice: Choice | undefined }) {
  const { exports: texts } = useTexts();
  if (!choice || !UNDECIDED.includes(state)) return row;
  const { chosen, onChoose } = choice;
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(row)) next.add(row);
    onChoose(next);
  };
  return (
    <Checkbox
      label={row}
      aria-label={texts.chooseRow(row, name)}
      checked={chosen.has(row)}
      onChange={toggle}
      disabled={chosen.size >= AT_ONCE && !chosen.has(row)}
    />
  );
}
