import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ChangedStatementDto, ChangesDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Change, Money } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { changesQuery, type Since } from './queries.js';

/** Whose pay differs from the draft before or from what was sent to review, by how much, and which adjustments came or went. */
export function Changes({ period, team, currency }: { period: string; team: string; currency: string }) {
  const { months } = useTexts();
  const [kept, keep] = useUrlState('since');
  const since: Since = kept === 'submitted' ? 'submitted' : 'draft';
  const { data: changes, error, refetch } = useQuery(changesQuery(period, team, since));
  const columns = useColumns(changes?.items ?? []);
  return (
    <section className="stack">
      <div className="line">
        <h2>{months.approve.changed}</h2>
        <NativeSelect
          aria-label={months.approve.changed}
          value={since}
          onChange={({ currentTarget }) => keep(currentTarget.value)}
          data={(['draft', 'submitted'] as const).map((value) => ({
            value,
            label: months.approve.since[value],
          }))}
        />
      </div>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!changes && !error && <div aria-busy />}
      {changes?.against.length === 0 && <p className="quiet">{months.approve.nothingBefore}</p>}
      {changes && changes.against.length > 0 && changes.items.length === 0 && (
        <p className="quiet">{months.approve.nothingChanged}</p>
      )}
      {changes && changes.items.length > 0 && (
        <>
          <DataTable
            caption={months.approve.changedCaption(currency)}
            columns={columns}
            rows={changes.items}
            rowKey={({ managerId }) => managerId}
          />
          <p className="quiet">{months.approve.unchanged(changes.counts.unchanged)}</p>
        </>
      )}
      {changes && changes.adjustments.length > 0 && <Adjustments changes={changes} currency={currency} />}
    </section>
  );
}

function useColumns(items: readonly ChangedStatementDto[]): Column<ChangedStatementDto>[] {
  const { months } = useTexts();
  const { approve, columns: titles, stats } = months;
  const decimals = decimalsOf(
    items.flatMap(({ before, now }) => [before?.total ?? null, now?.total ?? null]),
  );
  return [
    {
      key: 'name',
      title: titles.manager,
      width: 220,
      card: 'head',
      sortBy: ({ name }) => name,
      cell: ({ name, statementId }) =>
        statementId ? <Link to={`/statements/${statementId}`}>{name}</Link> : name,
    },
    { key: 'kind', title: approve.changed, width: 140, cell: ({ kind }) => approve.kind[kind] },
    {
      key: 'before',
      title: approve.before,
      kind: 'number',
      width: 120,
      cell: ({ before }) => <Money value={before?.total} decimals={decimals} />,
    },
    {
      key: 'now',
      title: approve.now,
      kind: 'number',
      width: 120,
      card: 'main',
      cell: ({ now }) => <Money value={now?.total} decimals={decimals} />,
    },
    {
      key: 'change',
      title: stats.change,
      kind: 'number',
      width: 140,
      sortBy: ({ change }) => orderOf(change),
      cell: ({ change }) => <Change value={change} decimals={decimals} />,
    },
  ];
}

function Adjustments({ changes, currency }: { changes: ChangesDto; currency: string }) {
  const { months } = useTexts();
  const formats = useFormats();
  return (
    <>
      <h3>{months.approve.adjustments}</h3>
      <ul>
        {changes.adjustments.map(({ id, event, amount, name, by, reason }) => (
          <li key={id + event}>
            {months.approve.adjustment[event as 'added' | 'withdrawn'](
              formats.change(amount, { currency }),
              name,
              by,
            )}
            : {reason}
          </li>
        ))}
      </ul>
    </>
  );
}
