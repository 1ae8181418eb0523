import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';
import type { CalendarDayRecordDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { None } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';

/** Days of the production calendars that differ from their weekday. */
export default function Calendars() {
  const { users: texts } = useTexts();
  const { day } = useFormats();
  const [chosen, setYear] = useUrlState('year');
  const { data, error, refetch } = useQuery({
    queryKey: ['calendars'],
    queryFn: ({ signal }) =>
      allPages((cursor) => {
        const query = { limit: 1_000, ...(cursor ? { cursor } : {}) };
        return answered(api.GET('/v1/calendars', { params: { query }, signal }));
      }),
  });
  const years = [...new Set(data?.map((each) => each.day.slice(0, 4)))].sort().reverse();
  const thisYear = String(new Date().getFullYear());
  const year = chosen || (years.includes(thisYear) ? thisYear : (years[0] ?? ''));
  const days = data?.filter((row) => row.day.startsWith(year)).sort((a, b) => a.day.localeCompare(b.day));
  const columns: Column<CalendarDayRecordDto>[] = [
    {
      key: 'day',
      title: texts.calendarDay,
      width: 200,
      card: 'head',
      cell: (row) => day(row.day),
      sortBy: (row) => row.day,
    },
    { key: 'kind', title: texts.calendarKind, width: 220, cell: ({ kind }) => texts.dayKinds[kind] },
    {
      key: 'calendar',
      title: texts.calendar,
      width: 140,
      cell: ({ calendar }) => calendar,
      sortBy: ({ calendar }) => calendar,
    },
    { key: 'source', title: texts.calendarSource, width: 320, cell: ({ source }) => source ?? <None /> },
  ];
  return (
    <Page
      title={texts.calendars}
      beside={
        <NativeSelect
          aria-label={texts.year}
          value={year}
          onChange={({ currentTarget }) => setYear(currentTarget.value)}
          data={years}
        />
      }
    >
      <p className="quiet">{texts.calendarsHint}</p>
      <DataTable
        caption={texts.calendars}
        columns={columns}
        rows={days}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.noCalendars} hint={texts.noCalendarsHint} />}
      />
    </Page>
  );
}
