import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { ImportDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { None } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { Counts, hasRejected } from './Counts.js';

/** Files taken in, newest first. */
export default function Imports() {
  const { common, imports: texts } = useTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['imports'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/v1/imports', {
          params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const columns = useColumns();
  return (
    <Page
      title={texts.title}
      action={
        <Button component={Link} to="/imports/new/file">
          {texts.start}
        </Button>
      }
    >
      <DataTable
        caption={texts.taken}
        columns={columns}
        rows={data?.pages.flatMap(({ items }) => items)}
        rowKey={({ id }) => id}
        isMarked={({ counts }) => hasRejected(counts)}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.nothing} hint={texts.nothingHint} />}
      />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.showMore}
        </Button>
      )}
    </Page>
  );
}

function useColumns(): Column<ImportDto>[] {
  const { imports: texts } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  return [
    {
      key: 'file',
      title: texts.file,
      width: 240,
      card: 'head',
      cell: ({ fileName, id }) => fileName ?? texts.numbered(id),
      sortBy: ({ fileName }) => fileName,
    },
    {
      key: 'profile',
      title: texts.profile,
      width: 180,
      cell: ({ profile }) => profile,
      sortBy: ({ profile }) => profile,
    },
    { key: 'counts', title: texts.became, width: 380, cell: ({ counts }) => <Counts counts={counts} /> },
    {
      key: 'rejected',
      title: texts.leftOut,
      width: 160,
      cell: ({ counts, id }) => (hasRejected(counts) ? <RejectedFile id={id} /> : <None />),
    },
    {
      key: 'at',
      title: texts.at,
      width: 240,
      cell: ({ takenAt, actor }) => (
        <>
          {instant(takenAt, company?.timeZone)} <span className="quiet">{actor}</span>
        </>
      ),
      sortBy: ({ takenAt }) => takenAt,
    },
  ];
}

function RejectedFile({ id }: { id: string }) {
  const { imports: texts } = useTexts();
  return (
    <a href={`/v1/imports/${id}/rejected`} download>
      {texts.rejectedFile}
    </a>
  );
}
