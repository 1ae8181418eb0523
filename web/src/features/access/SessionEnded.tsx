import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onSessionEnded } from '../../api/client.js';
import { signOut, useSession } from '../../api/session.js';
import { useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { SignInForm } from './SignInForm.js';

/** Asks to sign in again over the page as it is: what was typed stays, what could not be read is read again. */
export function SessionEnded() {
  const { access } = useTexts();
  const { email } = useSession();
  const cache = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSessionEnded(() => setEnded(true)), []);
  const goOn = () => {
    setEnded(false);
    void cache.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  };
  return (
    <Dialog title={access.ended.title} isOpen={hasEnded}>
      <p>{access.ended.hint}</p>
      <SignInForm email={email ?? ''} onDone={goOn} />
      <Button variant="subtle" onClick={() => void signOut().then(() => window.location.assign('/'))}>
        {access.ended.other}
      </Button>
    </Dialog>
  );
}
