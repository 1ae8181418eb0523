import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { NewTokenDto, TokenCreatedDto, TokenDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Empty } from '../../ui/Empty.js';
import { None } from '../../ui/Figures.js';
import { Form } from '../../ui/Form.js';
import { useFields } from '../../ui/fields.js';
import { Page } from '../../ui/Page.js';
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
  const [revoked, setRevoked] = useState<TokenDto | null>(null);
  return (
    <Page title={texts.tokens} action={<Button onClick={() => setOpen(true)}>{texts.newToken}</Button>}>
      <DataTable
        caption={texts.tokens}
        columns={useColumns(setRevoked)}
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
      {revoked && <Revocation of={revoked} onClose={() => setRevoked(null)} />}
    </Page>
  );
}

/** Revoked is for good: whoever uses the token is refused at once. */
function Revocation({ of, onClose }: { of: TokenDto; onClose: () => void }) {
  const { users: texts } = useTexts();
  const revoking = useMutation({
    mutationFn: () => answered(api.DELETE('/v1/tokens/{id}', { params: { path: { id: of.id } } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      onClose();
    },
  });
  return (
    <Dialog title={`${texts.revoke}: ${of.name}`} isOpen onClose={onClose}>
      <Form sending={revoking} action={texts.revoke} onSend={revoking.mutate} onClose={onClose}>
        <p>{texts.revokeHint}</p>
      </Form>
    </Dialog>
  );
}

function useColumns(onRevoke: (token: TokenDto) => void): Column<TokenDto>[] {
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
      cell: (token) =>
        token.revokedAt ? (
          <span className="quiet">{texts.revoked(day(token.revokedAt))}</span>
        ) : (
          <Button size="xs" variant="default" onClick={() => onRevoke(token)}>
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
  const { users: texts } = useTexts();
  const [key] = useState(() => crypto.randomUUID());
  const { given, ids, fieldOf } = useFields(
    {
      name: '',
      role: 'intake',
      manager: '',
      scopes: '',
      expiresInDays: '365',
    },
    texts,
  );
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
  const field = (name: keyof typeof given) => fieldOf(name, making.error);
  return (
    <Form sending={making} fields={ids} action={texts.makeToken} onSend={making.mutate} onClose={onClose}>
      <TextInput {...field('name')} description={texts.tokenName} autoComplete="off" />
      <NativeSelect
        {...field('role')}
        data={ROLES.map((value) => ({ value, label: texts.tokenRoles[value] }))}
      />
      {needsManager && <TextInput {...field('manager')} description={texts.managerHint} autoComplete="off" />}
      <TextInput {...field('scopes')} description={texts.scopesHint} autoComplete="off" />
      <TextInput {...field('expiresInDays')} inputMode="numeric" />
    </Form>
  );
}
