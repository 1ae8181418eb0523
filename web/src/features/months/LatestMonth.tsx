import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { monthsQuery } from './queries.js';

/** Leads to the latest month that was opened. */
export default function LatestMonth() {
  const { months } = useTexts();
  const { data: codes, error, refetch } = useQuery(monthsQuery);
  if (codes?.[0]) return <Navigate to={`/months/${codes[0]}`} replace />;
  return (
    <Page title={months.title}>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {codes && <Empty title={months.none.title} hint={months.none.hint} />}
      {!codes && !error && <div aria-busy />}
    </Page>
  );
}
