import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { SchemeVersionDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { useTitle } from '../../ui/explain/values.js';
import { Page } from '../../ui/Page.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { schemeText, titled } from './document.js';
import { documentQuery, schemesQuery } from './queries.js';

/** Every scheme with its versions. */
export default function SchemesPage() {
  const { schemes: texts } = useTexts();
  const { data, error, refetch } = useQuery(schemesQuery);
  const titles = useTitlesOf(data ?? []);
  const { day, instant } = useFormats();
  const columns = useMemo<Column<SchemeVersionDto>[]>(
    () => [
      {
        key: 'scheme',
        title: texts.scheme,
        width: 360,
        cell: ({ scheme, number }) => (
          <Link to={`/schemes/${encodeURIComponent(scheme)}/${number}`}>{titles.get(scheme) ?? scheme}</Link>
        ),
        sortBy: ({ scheme }) => titles.get(scheme) ?? scheme,
        card: 'head',
      },
      {
        key: 'version',
        title: texts.version,
        width: 120,
        kind: 'number',
        cell: ({ number }) => number,
        card: 'main',
      },
      {
        key: 'from',
        title: texts.inForceFrom,
        width: 180,
        cell: ({ from }) => day(from),
        sortBy: ({ from }) => from,
      },
      {
        key: 'published',
        title: texts.published,
        width: 320,
        cell: ({ publishedBy, publishedAt }) => `${publishedBy}, ${instant(publishedAt)}`,
      },
    ],
    [texts, titles, day, instant],
  );
  return (
    <Page title={texts.title}>
      <DataTable
        caption={texts.title}
        columns={columns}
        rows={data}
        rowKey={({ scheme, number }) => `${scheme}/${number}`}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.none} hint={texts.noneHint} />}
      />
    </Page>
  );
}

/** Titles by code: the latest document of each scheme tells. */
function useTitlesOf(versions: readonly SchemeVersionDto[]): ReadonlyMap<string, string> {
  const titleOf = useTitle();
  const { language } = useFormats();
  const latest = versions.filter(
    ({ scheme }, place) => versions.findIndex((each) => each.scheme === scheme) === place,
  );
  const documents = useQueries({
    queries: latest.map(({ scheme, number }) => documentQuery(scheme, String(number))),
  });
  const key = `${language} ${documents.map(({ data }) => data?.hash ?? '').join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which documents have come
  return useMemo(
    () =>
      new Map(
        documents.flatMap(({ data }) =>
          data ? [[data.scheme, titleOf(titled(schemeText(data.document).title), data.scheme)] as const] : [],
        ),
      ),
    [key],
  );
}
