import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { askBy } from '../../api/confirming.js';
import { useSession } from '../../api/session.js';
import { useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { openIdAddress } from './openid.js';

/** Asks for the password again where the service wants it before something weighty; the page below stays as it is. */
export function Confirm() {
  const { access } = useTexts();
  const { hasPassword } = useSession();
  const [isOpen, setOpen] = useState(false);
  const resolve = useRef<(isConfirmed: boolean) => void>(undefined);
  useEffect(
    () =>
      askBy(() => {
        setOpen(true);
        return new Promise((resolved) => {
          resolve.current = resolved;
        });
      }),
    [],
  );
  const end = useCallback((isConfirmed: boolean) => {
    setOpen(false);
    resolve.current?.(isConfirmed);
  }, []);
  return (
    <Dialog title={access.confirm.title} isOpen={isOpen} onClose={() => end(false)}>
      <p>{access.confirm.hint}</p>
      {hasPassword ? (
        <PasswordAgain onDone={() => end(true)} />
      ) : (
        <Button component="a" href={openIdAddress(window.location.pathname, true)}>
          {access.confirm.elsewhere}
        </Button>
      )}
    </Dialog>
  );
}

function PasswordAgain({ onDone }: { onDone: () => void }) {
  const { access } = useTexts();
  const [password, setPassword] = useState('');
  const confirming = useMutation({
    mutationFn: () => answered(api.POST('/v1/session/confirm', { body: { password } })),
    onSuccess: onDone,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    confirming.mutate();
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      {confirming.error && <ProblemBox error={confirming.error} takesFocus />}
      <PasswordInput
        label={access.password}
        autoComplete="current-password"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <Button type="submit" loading={confirming.isPending}>
        {access.confirm.send}
      </Button>
    </form>
  );
}
