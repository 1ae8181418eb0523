import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { PayrollTableDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Sheet } from '../../ui/Sheet.js';
import { useUrlState } from '../../ui/url-state.js';
import { Draft } from './Draft.js';
import styles from './Month.module.css';
import { manifestQuery, payrollQuery } from './queries.js';
import { Summary } from './Summary.js';
import { TeamSheet } from './TeamSheet.js';
import { TeamTotals } from './TeamTotals.js';

/** The month's payroll for paper: every row whatever is filtered, a team a page, and what proves it. */
export default function PrintPage() {
  const { months } = useTexts();
  const { period: periodText } = useFormats();
  const { period = '' } = useParams();
  const [team] = useUrlState('team');
  const { data: table, error, refetch, isPlaceholderData } = useQuery(payrollQuery(period, team));
  const isReady = Boolean(table?.run) && !isPlaceholderData;
  return (
    <Sheet
      title={`${months.sheet.title}, ${periodText(period)}`}
      beside={
        table && (
          <>
            <PeriodState state={table.state} />
            <Draft state={table.state} />
          </>
        )
      }
      layout="landscape"
      isReady={isReady}
    >
      {error && !table && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!table && !error && <div className={styles.waiting} aria-busy />}
      {table && !table.run && <Empty title={months.open.title} hint={months.open.hint} />}
      {table?.run && <WholeMonth table={table} />}
    </Sheet>
  );
}

function WholeMonth({ table }: { table: PayrollTableDto }) {
  const { data: company } = useQuery(companyQuery);
  const teams = table.teams.filter(({ of }) => of.statements > 0);
  return (
    <>
      <p>{company?.name}</p>
      <Summary table={table} />
      {teams.length > 1 && <TeamTotals table={table} teams={teams} />}
      <div>
        {teams.map((team) => (
          <TeamSheet key={team.team} table={table} team={team} company={company?.name} />
        ))}
      </div>
      {table.state === 'closed' && <Manifest period={table.period} />}
    </>
  );
}

/** Heads have the hashes of their teams: what proves the whole month is not theirs to read. */
function Manifest({ period }: { period: string }) {
  const { months } = useTexts();
  const { role } = useSession();
  const { data } = useQuery({ ...manifestQuery(period), enabled: role !== 'head' });
  return (
    data && (
      <p className="hash">
        {months.sheet.manifest}: {data.hash}
      </p>
    )
  );
}
