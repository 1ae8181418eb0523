import { Button, NativeSelect, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { allPages, answered, api } from '../../api/client.js';
import type { ExportDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Count, Money, None } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import { Page } from '../../ui/Page.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { NewExport } from './NewExport.js';
import { periodsQuery, useTeamTitles } from './queries.js';
import { States } from './States.js';
import { Unpaid } from './Unpaid.js';

/** What was given to the payroll system, and what is not paid yet. */
export default function Exports() {
  const { exports: texts } = useTexts();
  const { role } = useSession();
  const formats = useFormats();
  const [period, setPeriod] = useUrlState('period');
  const [tab, setTab] = useUrlState('tab');
  const [isOpen, setOpen] = useState(false);
  const { data: periods } = useQuery(periodsQuery);
  const choice = (
    <NativeSelect
      aria-label={texts.period}
      value={period}
      onChange={({ currentTarget }) => setPeriod(currentTarget.value)}
      data={[
        { value: '', label: texts.allPeriods },
        ...(periods ?? []).map((code) => ({ value: code, label: formats.period(code) })),
      ]}
    />
  );
  return (
    <Page
      title={texts.title}
      beside={choice}
      action={role === 'hr' && <Button onClick={() => setOpen(true)}>{texts.create}</Button>}
    >
      <Tabs
        value={tab || 'made'}
        onChange={(next) => setTab(next === 'made' ? null : next)}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="made">{texts.made}</Tabs.Tab>
          <Tabs.Tab value="unpaid">{texts.unpaid}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="made" pt={16}>
          <Made period={period} />
        </Tabs.Panel>
        <Tabs.Panel value="unpaid" pt={16}>
          <Unpaid period={period} />
        </Tabs.Panel>
      </Tabs>
      <NewExport isOpen={isOpen} onClose={() => setOpen(false)} period={period} />
    </Page>
  );
}

function Made({ period }: { period: string }) {
  const { exports: texts } = useTexts();
  const formats = useFormats();
  const { data: company } = useQuery(companyQuery);
  const { data, error, refetch } = useQuery({
    queryKey: ['exports', { period }],
    queryFn: ({ signal }) =>
      allPages((cursor) => {
        const query = { limit: 200, ...(period ? { period } : {}), ...(cursor ? { cursor } : {}) };
        return answered(api.GET('/v1/exports', { params: { query }, signal }));
      }),
  });
  const titleOf = useTeamTitles();
  // null stands for managers without a team
  const teamText = (team: string | null) => (team === null ? texts.withoutTeam : titleOf(team));
  const columns: Column<ExportDto>[] = [
    {
      key: 'id',
      title: texts.number,
      width: 140,
      card: 'head',
      cell: ({ id }) => <Link to={`/exports/${id}`}>{texts.exportNumber(id)}</Link>,
      sortBy: ({ id }) => orderOf(id),
    },
    {
      key: 'period',
      title: texts.period,
      width: 130,
      cell: ({ period: code }) => formats.period(code),
      sortBy: ({ period: code }) => code,
    },
    {
      key: 'teams',
      title: texts.teams,
      width: 200,
      cell: ({ teams }) => (teams.length ? teams.map(teamText).join(', ') : <None />),
    },
    {
      key: 'rows',
      title: texts.rows,
      kind: 'number',
      width: 80,
      cell: ({ rows }) => <Count value={rows} />,
    },
    {
      key: 'total',
      title: texts.total,
      kind: 'number',
      width: 120,
      card: 'main',
      cell: ({ total, currency }) => <Money value={total} currency={currency} />,
      sortBy: ({ total }) => orderOf(total),
    },
    {
      key: 'states',
      title: texts.became,
      width: 260,
      cell: ({ cancelledAt, states }) =>
        cancelledAt ? <span className="quiet">{texts.cancelled}</span> : <States states={states} />,
    },
    {
      key: 'made',
      title: texts.createdAt,
      width: 220,
      cell: ({ createdAt, createdBy }) => (
        <>
          {formats.instant(createdAt, company?.timeZone)} <span className="quiet">{createdBy}</span>
        </>
      ),
      sortBy: ({ createdAt }) => createdAt,
    },
  ];
  return (
    <DataTable
      caption={texts.made}
      columns={columns}
      rows={data}
      rowKey={({ id }) => id}
      isMarked={({ states, cancelledAt }) => !cancelledAt && states.some(({ state }) => state === 'rejected')}
      error={error}
      onRetry={() => void refetch()}
      empty={<Empty title={texts.nothing} hint={texts.nothingHint} />}
    />
  );
}
