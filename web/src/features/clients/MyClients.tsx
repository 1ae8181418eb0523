import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { answered, api } from '../../api/client.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Count } from '../../ui/Figures.js';
import { FilterBar, FilterToggle, matches } from '../../ui/FilterBar.js';
import { sortedBy } from '../../ui/order.js';
import { Page } from '../../ui/Page.js';
import { Stats } from '../../ui/Stats.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { isNew, useColumns } from './columns.js';

/** The clients a manager holds, today or on the day in the address (`?on=`): what each adds, and who is falling silent. */
export default function MyClients() {
  const { clients: texts, common } = useTexts();
  const formats = useFormats();
  const { managerId } = useSession();
  const [on] = useUrlState('on');
  const [filter, setFilter] = useUrlState('q');
  const [onlyLost, setOnlyLost] = useUrlState('lost');
  const [onlyNew, setOnlyNew] = useUrlState('new');
  const { data, error, refetch } = useQuery({
    queryKey: ['managers', managerId, 'clients', { on }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/managers/{id}/clients', {
          params: { path: { id: managerId ?? '' }, query: on ? { on } : {} },
          signal,
        }),
      ),
  });
  const wanted = useDeferredValue(filter);
  const rows = useMemo(
    () =>
      data &&
      // who is lost, or will be soonest, comes first
      sortedBy(data.items, ({ lostOn }) => lostOn, false, formats.compare).filter(
        (row) =>
          (!wanted || matches(wanted, row.name, row.code, row.segment)) &&
          (!onlyLost || row.isLost) &&
          (!onlyNew || isNew(row)),
      ),
    [data, wanted, onlyLost, onlyNew, formats],
  );
  const columns = useColumns(data?.items ?? []);
  const clear = () => {
    setFilter(null);
    setOnlyLost(null);
    setOnlyNew(null);
  };
  const isFiltered = Boolean(wanted || onlyLost || onlyNew);
  return (
    <Page title={common.nav.myClients}>
      {data && data.items.length > 0 && (
        <>
          <Stats
            stats={[
              {
                label: texts.complexity,
                value: <Count value={data.complexity} />,
                note: <span className="quiet">{texts.asOf(formats.day(data.on))}</span>,
                isMain: true,
              },
              { label: texts.clients, value: <Count value={data.items.length} /> },
              {
                label: texts.lost,
                value: <Count value={data.items.filter(({ isLost }) => isLost).length} />,
              },
            ]}
          />
          <FilterBar
            label={texts.filter}
            beside={isFiltered && rows && common.table.of(rows.length, data.items.length)}
          >
            <FilterToggle name="lost">{texts.onlyLost}</FilterToggle>
            <FilterToggle name="new">{texts.onlyNew}</FilterToggle>
          </FilterBar>
        </>
      )}
      <DataTable
        caption={texts.caption}
        columns={columns}
        rows={rows}
        rowKey={({ clientId }) => clientId}
        error={error}
        onRetry={() => void refetch()}
        isMarked={({ isLost }) => isLost}
        empty={<Empty title={texts.none} hint={texts.noneHint} />}
        onClearFilter={isFiltered ? clear : undefined}
      />
    </Page>
  );
}
