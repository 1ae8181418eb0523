import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { answered, api } from '../../api/client.js';
import type { AuditEventDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Page } from '../../ui/Page.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import styles from './Audit.module.css';
import { changedNames } from './changes.js';
import { Entry } from './Entry.js';
import { FILTERS, type Filter, instantOf } from './filters.js';
import { Search } from './Search.js';

/** Who did what and when, latest first; every filter lives in the address. */
export default function AuditPage() {
  const { audit: texts, common } = useTexts();
  const [params, setParams] = useSearchParams();
  const asked = Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ''])) as Record<
    Filter,
    string
  >;
  const entries = useEntries(asked);
  const [opened, open] = useState<AuditEventDto>();
  const columns = useColumns(open);
  const isFiltered = FILTERS.some((name) => asked[name]);
  const rows = useMemo(() => entries.data?.pages.flatMap(({ items }) => items), [entries.data]);
  return (
    <Page title={texts.title}>
      <Search
        key={params.toString()}
        asked={asked}
        error={entries.error}
        onSearch={(typed) =>
          setParams(
            Object.entries(typed).filter(([, value]) => value !== ''),
            { preventScrollReset: true },
          )
        }
      />
      {!(entries.error && isFiltered) && (
        <DataTable
          caption={texts.caption}
          columns={columns}
          rows={rows}
          rowKey={({ number }) => number}
          error={entries.error}
          onRetry={() => void entries.refetch()}
          empty={<Empty title={texts.none} />}
          onClearFilter={isFiltered ? () => setParams({}) : undefined}
          isMarked={({ action }) => action === 'refused'}
        />
      )}
      {entries.hasNextPage && (
        <Button
          className={styles.more}
          variant="default"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {common.showMore}
        </Button>
      )}
      <Entry entry={opened} onClose={() => open(undefined)} />
    </Page>
  );
}

function useEntries(asked: Record<Filter, string>) {
  return useInfiniteQuery({
    queryKey: ['audit', asked],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET('/v1/audit-events', { params: { query: queryOf(asked, pageParam) }, signal })),
    getNextPageParam: ({ next }) => next,
  });
}

function queryOf({ from, until, ...texts }: Record<Filter, string>, cursor: string) {
  const given = {
    ...texts,
    from: instantOf(from, 0),
    // the day named is the last one shown
    until: instantOf(until, 1),
    cursor,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

function useColumns(open: (entry: AuditEventDto) => void): Column<AuditEventDto>[] {
  const { audit: texts, common } = useTexts();
  const { instant } = useFormats();
  return useMemo<Column<AuditEventDto>[]>(
    () => [
      { key: 'at', title: texts.when, width: 190, cell: ({ at }) => instant(at), card: 'head' },
      {
        key: 'actor',
        title: texts.who,
        width: 200,
        cell: ({ actor, role }) => (
          <>
            {actor}{' '}
            {role && <span className="quiet">{(common.roles as Record<string, string>)[role] ?? role}</span>}
          </>
        ),
      },
      {
        key: 'action',
        title: texts.what,
        width: 320,
        cell: ({ action, kind, object }) => (
          <>
            {texts.actions[action as keyof typeof texts.actions] ?? action}{' '}
            <span className="quiet">
              {kind}
              {object && ` ${object}`}
            </span>
          </>
        ),
      },
      {
        key: 'changes',
        title: texts.changed,
        width: 260,
        cell: (entry) => <span className={styles.names}>{changedNames(entry).join(', ')}</span>,
      },
      {
        key: 'open',
        title: texts.entry,
        width: 110,
        cell: (entry) => (
          <button type="button" className={styles.open} onClick={() => open(entry)}>
            {texts.number(entry.number)}
          </button>
        ),
        card: 'main',
      },
    ],
    [texts, common, instant, open],
  );
}
