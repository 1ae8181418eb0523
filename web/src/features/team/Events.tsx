import type { TeamEventDto, TeamOverviewDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { None } from '../../ui/Figures.js';
import { DataTable } from '../../ui/table/DataTable.js';

/** Complaints and remarks of the month. */
export function Events({ overview: { events, members } }: { overview: TeamOverviewDto }) {
  const { team: texts } = useTexts();
  const { day } = useFormats();
  const names = new Map(members.map(({ managerId, name }) => [managerId, name]));
  return (
    <DataTable<TeamEventDto>
      caption={texts.events.title}
      sortName="events"
      rows={events}
      rowKey={({ kind, source, externalId }) => `${kind} ${source} ${externalId}`}
      empty={<Empty title={texts.events.none} />}
      columns={[
        {
          key: 'date',
          title: texts.date,
          width: 140,
          sortBy: ({ date }) => date,
          cell: ({ date }) => day(date),
        },
        {
          key: 'kind',
          title: texts.events.kind,
          width: 120,
          card: 'head',
          sortBy: ({ kind }) => kind,
          cell: ({ kind }) => texts.events[kind],
        },
        {
          key: 'who',
          title: texts.manager,
          width: 180,
          sortBy: ({ managerId }) => names.get(managerId) ?? '',
          cell: ({ managerId }) => names.get(managerId),
        },
        {
          key: 'client',
          title: texts.client,
          width: 220,
          sortBy: ({ clientName, client }) => clientName ?? client,
          cell: ({ clientName, client }) => clientName ?? client ?? <None />,
        },
        {
          key: 'text',
          title: texts.events.text,
          width: 320,
          sortBy: ({ text }) => text,
          cell: ({ text, externalId }) => text ?? externalId,
        },
      ]}
    />
  );
}
