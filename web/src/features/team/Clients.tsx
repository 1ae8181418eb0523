import type { TeamClientDto, TeamOverviewDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { DataTable } from '../../ui/table/DataTable.js';

/** Clients that count as won or lost in the month. */
export function Clients({ overview: { clients, members } }: { overview: TeamOverviewDto }) {
  const { team: texts } = useTexts();
  const { day } = useFormats();
  const names = new Map(members.map(({ managerId, name }) => [managerId, name]));
  return (
    <DataTable<TeamClientDto>
      caption={texts.clients.title}
      sortName="clients"
      rows={clients}
      rowKey={({ measure, managerId, clientId }) => `${measure} ${managerId} ${clientId}`}
      isMarked={({ rule }) => rule === 'lost'}
      empty={<Empty title={texts.clients.none} />}
      columns={[
        {
          key: 'name',
          title: texts.client,
          width: 240,
          card: 'head',
          sortBy: ({ name }) => name,
          cell: ({ name }) => name,
        },
        {
          key: 'rule',
          title: texts.clients.what,
          width: 140,
          sortBy: ({ rule }) => rule,
          cell: ({ rule }) =>
            rule === 'lost' ? (
              <span className="bad">✕ {texts.clients.lost}</span>
            ) : (
              <span className="good">✓ {texts.clients.won}</span>
            ),
        },
        {
          key: 'who',
          title: texts.manager,
          width: 180,
          sortBy: ({ managerId }) => names.get(managerId) ?? '',
          cell: ({ managerId }) => names.get(managerId),
        },
        {
          key: 'date',
          title: texts.clients.date,
          width: 200,
          sortBy: ({ date }) => date,
          cell: ({ date }) => day(date),
        },
      ]}
    />
  );
}
