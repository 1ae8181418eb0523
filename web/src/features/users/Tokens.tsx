import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { queries } from '../../api/queries.js';
import type { NewTokenDto, TokenCreatedDto, TokenDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Empty } from '../../ui/Empty.js';
import { None } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { ShownOnce } from './GivenLink.js';

/** By what programs call the service: what each may do, and until when. */
export default function Tokens() {
  const { users: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<TokenCreatedDto | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => answered(api.GET('/v1/tokens', { signal })),
  });
  const revoking = useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/v1/tokens/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <Page title={texts.tokens} action={<Button onClick={() => setOpen(true)}>{texts.newToken}</Button>}>
      {revoking.error && <ProblemBox error={revoking.error} takesFocus />}
      <DataTable
        caption={texts.tokens}
        columns={useColumns(revoking.mutate)}
        rows={data}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.noTokens} hint={texts.noTokensHint} />}
      />
      <Dialog title={texts.newToken} isOpen={isOpen} onClose={() => setOpen(false)}>
        <TokenForm
          onClose={() => setOpen(false)}
          onMade={(token) => {
            setOpen(false);
            setMade(token);
          }}
        />
      </Dialog>
      <Dialog title={made?.name ?? ''} isOpen={made !== null} onClose={() => setMade(null)}>
        <p>{texts.tokenHint}</p>
        <ShownOnce value={made?.token ?? ''} label={texts.token} />
      </Dialog>
    </Page>
  );
}

function useColumns(onRevoke: (id: string) => void): Column<TokenDto>[] {
  const { users: texts } = useTexts();
  const { day } = useFormats();
  const onDay = (moment: string | null) => (moment ? day(moment) : <None />);
  return [
    {
      key: 'name',
      title: texts.name,
      width: 220,
      card: 'head',
      cell: ({ name }) => name,
      sortBy: ({ name }) => name,
    },
    {
      key: 'role',
      title: texts.role,
      width: 170,
      cell: ({ role, manager }) => (
        <>
          {texts.tokenRoles[role as NewTokenDto['role']]}{' '}
          {manager && <span className="quiet">{manager}</span>}
        </>
      ),
    },
    {
      key: 'scopes',
      title: texts.scopes,
      width: 220,
      cell: ({ scopes }) => scopes?.join(', ') ?? texts.allScopes,
    },
    { key: 'expires', title: texts.expires, width: 150, cell: ({ expiresAt }) => onDay(expiresAt) },
    { key: 'used', title: texts.lastUsed, width: 150, cell: ({ lastUsedAt }) => onDay(lastUsedAt) },
    {
      key: 'steps',
      title: texts.steps,
      width: 150,
      cell: ({ id, revokedAt }) =>
        revokedAt ? (
          <span className="quiet">{texts.revoked(day(revokedAt))}</span>
        ) : (
          <Button size="xs" variant="default" onClick={() => onRevoke(id)}>
            {texts.revoke}
          </Button>
        ),
    },
  ];
}

interface TokenFormProps {
  onClose: () => void;
  onMade: (token: TokenCreatedDto) => void;
}

const ROLES: readonly NewTokenDto['role'][] = [
  'intake',
  'payroll',
  'hr',
  'auditor',
  'admin',
  'head',
  'manager',
];

function TokenForm({ onClose, onMade }: TokenFormProps) {
  const { users: texts, common } = useTexts();
  const [key] = useState(() => crypto.randomUUID());
  const [given, setGiven] = useState({
    name: '',
    role: 'intake',
    manager: '',
    scopes: '',
    expiresInDays: '365',
  });
  const ids = { name: useId(), role: useId(), manager: useId(), scopes: useId(), expiresInDays: useId() };
  const needsManager = given.role === 'head' || given.role === 'manager';
  const making = useMutation({
    mutationFn: () => {
      const scopes = given.scopes.split(/[\s,]+/).filter(Boolean);
      const body: NewTokenDto = {
        name: given.name,
        role: given.role as NewTokenDto['role'],
        expiresInDays: Number(given.expiresInDays),
        ...(needsManager ? { manager: given.manager } : {}),
        ...(scopes.length ? { scopes } : {}),
      };
      return answered(api.POST('/v1/tokens', { headers: once(key), body }));
    },
    onSuccess: async (token) => {
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      onMade(token);
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  const field = (name: keyof typeof given) => ({
    id: ids[name],
    label: texts[name],
    value: given[name],
    error: making.error instanceof Problem ? making.error.expectedOf(name) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setGiven((now) => ({ ...now, [name]: value }));
    },
  });
  return (
    <form className="stack" onSubmit={send} noValidate>
      {making.error && <ProblemBox error={making.error} fields={ids} takesFocus />}
      <TextInput {...field('name')} description={texts.tokenName} autoComplete="off" />
      <NativeSelect
        {...field('role')}
        data={ROLES.map((value) => ({ value, label: texts.tokenRoles[value] }))}
      />
      {needsManager && <TextInput {...field('manager')} description={texts.managerHint} autoComplete="off" />}
      <TextInput {...field('scopes')} description={texts.scopesHint} autoComplete="off" />
      <TextInput {...field('expiresInDays')} inputMode="numeric" />
      <div className="line">
        <Button type="submit" loading={making.isPending}>
          {texts.makeToken}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
