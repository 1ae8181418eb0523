import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { useSession } from '../../api/session.js';
import { useTexts } from '../../i18n/index.js';
import { Page } from '../../ui/Page.js';
import { useToday } from '../../ui/today.js';
import { ownStatementsQuery, progressQuery } from './queries.js';

/** Leads to the month of today; while nothing can be told of it, such as before plans are set, to the latest statement's. */
export default function ThisMonth() {
  const { common } = useTexts();
  const { manager, managerId } = useSession();
  const month = useToday()?.slice(0, 7);
  const statements = useQuery(ownStatementsQuery(manager ?? ''));
  const progress = useQuery({
    ...progressQuery(managerId ?? '', month ?? '', undefined),
    enabled: month !== undefined,
  });
  const isAnswered = !statements.isPending && !progress.isPending;
  const latest = statements.data?.[0]?.period;
  const isUnderWay = typeof progress.data?.total === 'string';
  if (month && isAnswered)
    return <Navigate to={`/me/months/${isUnderWay ? month : (latest ?? month)}`} replace />;
  return (
    <Page title={common.nav.myMonth}>
      <div aria-busy />
    </Page>
  );
}
