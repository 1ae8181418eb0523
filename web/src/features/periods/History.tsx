import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { PayrollTableDto, TransitionDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { None } from '../../ui/Figures.js';
import { PeriodState } from '../../ui/PeriodState.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';

/** Who moved the month when, and why. */
export function History({ table: { period, teams } }: { table: PayrollTableDto }) {
  const { periods: texts } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const { data, error, refetch } = useQuery({
    queryKey: ['periods', period, 'transitions'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/periods/{code}/transitions', { params: { path: { code: period } }, signal })),
  });
  const columns: Column<TransitionDto>[] = [
    {
      key: 'at',
      title: texts.history.at,
      width: 200,
      card: 'head',
      cell: ({ at }) => instant(at, company?.timeZone),
      sortBy: ({ at }) => at,
    },
    {
      key: 'to',
      title: texts.history.step,
      width: 260,
      cell: ({ from, to }) => (
        <>
          <PeriodState state={from} /> → <PeriodState state={to} />
        </>
      ),
    },
    {
      key: 'team',
      title: texts.team,
      width: 220,
      cell: ({ team, to }) =>
        team === null
          ? to === 'closed'
            ? texts.wholeMonth
            : texts.withoutTeam
          : (teams.find((each) => each.team === team)?.title ?? team),
    },
    { key: 'actor', title: texts.history.by, width: 160, cell: ({ actor }) => actor },
    {
      key: 'reason',
      title: texts.history.reason,
      width: 260,
      cell: ({ reason, acceptedIncomplete }) => (
        <>
          {reason ?? <None />}
          {acceptedIncomplete > 0 && (
            <div className="bad">{texts.acceptedIncomplete(acceptedIncomplete)}</div>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={texts.tabs.history}
      columns={columns}
      rows={data}
      rowKey={({ at, team, to }) => `${at} ${team} ${to}`}
      error={error}
      onRetry={() => void refetch()}
    />
  );
}
