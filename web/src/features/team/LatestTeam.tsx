import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { monthsQuery, teamsQuery } from './queries.js';

/** Leads to the first team in the latest month that was opened. */
export default function LatestTeam() {
  const { team: texts, common } = useTexts();
  const months = useQuery(monthsQuery);
  const latest = months.data?.[0];
  const teams = useQuery(teamsQuery(latest ?? ''));
  const [first] = teams.data ?? [];
  if (latest && first) return <Navigate to={`/team/${first.code}/${latest}`} replace />;
  const error = months.error ?? teams.error;
  const isEmpty = (months.data && !latest) || (teams.data && !first);
  return (
    <Page title={common.nav.team}>
      {error && <ProblemBox error={error} onRetry={() => void months.refetch()} />}
      {isEmpty && <Empty title={texts.none.title} hint={texts.none.hint} />}
      {!error && !isEmpty && <div aria-busy />}
    </Page>
  );
}
