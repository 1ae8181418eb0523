import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { UserDto, UserLinkDto } from '../../api/schema.js';
import { type Role, useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { FilterBar, matches } from '../../ui/FilterBar.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { GivenLink } from './GivenLink.js';
import { UserForm } from './UserForm.js';

/** Who may sign in, as what. */
export default function Users() {
  const { users: texts, common } = useTexts();
  const [filter, setFilter] = useUrlState('q');
  const [edited, setEdited] = useState<UserDto | 'new' | null>(null);
  const [given, setGiven] = useState<{ name: string; link: UserLinkDto } | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => answered(api.GET('/v1/users', { signal })),
  });
  const acting = useActs((name, link) => setGiven({ name, link }));
  const rows = data?.filter(({ name, email, role }) =>
    matches(filter, name, email, common.roles[role as Role]),
  );
  return (
    <Page title={texts.title} action={<Button onClick={() => setEdited('new')}>{texts.invite}</Button>}>
      {acting.error && <ProblemBox error={acting.error} takesFocus />}
      <FilterBar
        label={texts.find}
        beside={filter && rows && data ? common.table.of(rows.length, data.length) : undefined}
      />
      <DataTable
        caption={texts.title}
        columns={useColumns(setEdited, acting.mutate, acting.isPending)}
        rows={rows}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
        onClearFilter={filter ? () => setFilter(null) : undefined}
      />
      <UserForm
        of={edited}
        onClose={() => setEdited(null)}
        onInvited={(name, link) => {
          setEdited(null);
          setGiven({ name, link });
        }}
      />
      <GivenLink given={given} onClose={() => setGiven(null)} />
    </Page>
  );
}

interface Act {
  user: UserDto;
  what: 'disable' | 'enable' | 'links';
}

function useActs(onLink: (name: string, link: UserLinkDto) => void) {
  return useMutation({
    mutationFn: async ({ user, what }: Act) => {
      const params = { path: { id: user.id } };
      if (what === 'disable') await answered(api.POST('/v1/users/{id}/disable', { params }));
      else if (what === 'enable') await answered(api.POST('/v1/users/{id}/enable', { params }));
      else onLink(user.name, await answered(api.POST('/v1/users/{id}/links', { params })));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
}

function useColumns(
  onEdit: (user: UserDto) => void,
  onAct: (act: Act) => void,
  isActing: boolean,
): Column<UserDto>[] {
  const { users: texts, common } = useTexts();
  const { day } = useFormats();
  const { email: own } = useSession();
  return [
    {
      key: 'name',
      title: texts.name,
      width: 180,
      card: 'head',
      cell: ({ name }) => name,
      sortBy: ({ name }) => name,
    },
    {
      key: 'email',
      title: texts.email,
      width: 220,
      cell: ({ email }) => email,
      sortBy: ({ email }) => email,
    },
    {
      key: 'role',
      title: texts.role,
      width: 170,
      cell: ({ role, manager }) => (
        <>
          {common.roles[role as Role]} {manager && <span className="quiet">{manager}</span>}
        </>
      ),
      sortBy: ({ role }) => common.roles[role as Role],
    },
    {
      key: 'state',
      title: texts.state,
      width: 150,
      cell: ({ state }) => <span className={state === 'disabled' ? 'bad' : ''}>{texts.states[state]}</span>,
      sortBy: ({ state }) => texts.states[state],
    },
    {
      key: 'created',
      title: texts.created,
      width: 150,
      cell: ({ createdAt }) => day(createdAt),
      sortBy: ({ createdAt }) => createdAt,
    },
    {
      key: 'steps',
      title: texts.steps,
      width: 330,
      cell: (user) => (
        <div className="line" style={{ gap: 8 }}>
          <Button size="xs" variant="default" onClick={() => onEdit(user)}>
            {texts.change}
          </Button>
          {user.state === 'disabled' ? (
            <Button
              size="xs"
              variant="default"
              disabled={isActing}
              onClick={() => onAct({ user, what: 'enable' })}
            >
              {texts.enable}
            </Button>
          ) : (
            <>
              <Button
                size="xs"
                variant="default"
                disabled={isActing}
                onClick={() => onAct({ user, what: 'links' })}
              >
                {texts.newLink}
              </Button>
              {user.email !== own && (
                <Button
                  size="xs"
                  variant="default"
                  disabled={isActing}
                  onClick={() => onAct({ user, what: 'disable' })}
                >
                  {texts.disable}
                </Button>
              )}
            </>
          )}
        </div>
      ),
    },
  ];
}
