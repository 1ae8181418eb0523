import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { useSession } from '../api/session.js';
import { useTexts } from '../i18n/index.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';

/** No such page, or not to be seen. */
export function NotFound() {
  const { common } = useTexts();
  return (
    <Page title={common.notFound.title}>
      <Empty title={common.notFound.title} hint={common.notFound.hint}>
        <Link to="/">{common.notFound.home}</Link>
      </Empty>
    </Page>
  );
}

export function Forbidden() {
  const { common } = useTexts();
  const { role } = useSession();
  return (
    <Page title={common.forbidden.title}>
      <Empty title={common.forbidden.title} hint={common.forbidden.hint(common.roles[role])}>
        <Link to="/">{common.notFound.home}</Link>
      </Empty>
    </Page>
  );
}

/** For a role that has no pages. */
export function NoHome() {
  const { common } = useTexts();
  const { role } = useSession();
  return (
    <Page title={common.roles[role]}>
      <Empty title={common.home.admin}>
        <a href="/docs">API</a>
      </Empty>
    </Page>
  );
}

/** A fault of the page itself: told to the developer's console, and how to go on to whoever sees it. */
export function Fault() {
  const { common } = useTexts();
  console.error(useRouteError());
  return (
    <Empty title={common.problem.fault} hint={common.problem.faultHint}>
      <Button onClick={() => window.location.reload()}>{common.problem.reload}</Button>
    </Empty>
  );
}
