import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { OwnSessionDto } from '../../api/schema.js';
import { companyQuery, forget } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { None } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';

/** Where one is signed in, and the way to end that elsewhere. */
export default function Sessions() {
  const { users: texts } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => answered(api.GET('/v1/sessions', { signal })),
  });
  const ending = useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/v1/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const endingAll = useMutation({
    mutationFn: () => answered(api.DELETE('/v1/sessions')),
    onSuccess: () => {
      forget();
      window.location.assign('/');
    },
  });
  const failed = ending.error ?? endingAll.error;
  return (
    <Page
      title={texts.sessions}
      action={
        <Button variant="default" loading={endingAll.isPending} onClick={() => endingAll.mutate()}>
          {texts.endAll}
        </Button>
      }
    >
      {failed && <ProblemBox error={failed} takesFocus />}
      <p className="quiet">{texts.sessionsHint}</p>
      <DataTable
        caption={texts.sessions}
        columns={useColumns(ending.mutate)}
        rows={data}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
      />
    </Page>
  );
}

function useColumns(onEnd: (id: string) => void): Column<OwnSessionDto>[] {
  const { users: texts } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const at = (moment: string) => instant(moment, company?.timeZone);
  return [
    {
      key: 'browser',
      title: texts.browser,
      width: 320,
      card: 'head',
      cell: ({ browser }) => (browser ? <span title={browser}>{browserName(browser)}</span> : <None />),
    },
    { key: 'address', title: texts.address, width: 150, cell: ({ address }) => address ?? <None /> },
    {
      key: 'since',
      title: texts.since,
      width: 210,
      cell: ({ since }) => at(since),
      sortBy: ({ since }) => since,
    },
    {
      key: 'used',
      title: texts.lastUsed,
      width: 210,
      cell: ({ lastUsedAt }) => at(lastUsedAt),
      sortBy: ({ lastUsedAt }) => lastUsedAt,
    },
    {
      key: 'end',
      title: texts.steps,
      width: 130,
      cell: ({ id, current }) =>
        current ? (
          texts.thisOne
        ) : (
          <Button size="xs" variant="default" onClick={() => onEnd(id)}>
            {texts.end}
          </Button>
        ),
    },
  ];
}

/** The first that fits counts: browsers call themselves by the names of others, too. */
const BROWSERS = ['Firefox', 'YaBrowser', 'Edg', 'OPR', 'Chrome', 'Safari'];
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'];

/** Short for what a browser calls itself; all of that where none of the usual names is in it. */
function browserName(agent: string): string {
  const [browser, system] = [BROWSERS, SYSTEMS].map((names) => names.find((name) => agent.includes(name)));
  return browser && system ? `${browser.replace('Edg', 'Edge').replace('OPR', 'Opera')}, ${system}` : agent;
}
