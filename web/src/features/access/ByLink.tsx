import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Front } from './Front.js';

interface ByLinkProps {
  /** `setup` makes the first administrator; `join` sets the password of who was invited or forgot it. */
  kind: 'setup' | 'join';
  onDone: () => void;
}

/** Where links of invitations, resets and the set-up lead: the secret follows `#`, which no server sees. */
export function ByLink({ kind, onDone }: ByLinkProps) {
  const { access } = useTexts();
  const [link] = useState(() => window.location.hash.slice(1));
  const texts = kind === 'setup' ? access.setup : access.invitation;
  return (
    <Front title={texts.title}>
      {link ? (
        <>
          <p>{texts.hint}</p>
          <PasswordForm kind={kind} link={link} onDone={onDone} />
        </>
      ) : (
        <Empty title={access.invitation.noLink} />
      )}
    </Front>
  );
}

function PasswordForm({ kind, link, onDone }: ByLinkProps & { link: string }) {
  const { access } = useTexts();
  const [given, setGiven] = useState({ email: '', name: '', password: '' });
  const ids = { email: useId(), name: useId(), password: useId() };
  const { password } = given;
  const sending = useMutation({
    mutationFn: () =>
      kind === 'setup'
        ? answered(api.POST('/v1/setup', { body: { link, ...given } }))
        : answered(api.POST('/v1/links/redeem', { body: { link, password } })),
    onSuccess: onDone,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  const field = (name: keyof typeof given) => ({
    id: ids[name],
    value: given[name],
    withAsterisk: false,
    required: true,
    error: sending.error instanceof Problem ? sending.error.expectedOf(name) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setGiven((now) => ({ ...now, [name]: value }));
    },
  });
  return (
    <form className="stack" onSubmit={send} noValidate>
      {sending.error && <ProblemBox error={sending.error} fields={ids} takesFocus />}
      {kind === 'setup' && (
        <>
          <TextInput {...field('email')} label={access.email} type="email" autoComplete="username" />
          <TextInput {...field('name')} label={access.setup.name} autoComplete="name" />
        </>
      )}
      <PasswordInput
        {...field('password')}
        label={access.invitation.password}
        autoComplete="new-password"
        minLength={12}
      />
      <Button type="submit" loading={sending.isPending}>
        {access.invitation.send}
      </Button>
    </form>
  );
}
