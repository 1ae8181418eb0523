import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';
import { sessionQuery } from '../api/session.js';
import { ByLink } from '../features/access/ByLink.js';
import { SignIn } from '../features/access/SignIn.js';
import { isLanguageChosen, useSpeak } from '../i18n/index.js';
import { ProblemBox } from '../ui/ProblemBox.js';
import { makeRouter } from './Routes.js';
import styles from './Shell.module.css';
import { Switches } from './Switches.js';

/** Whoever is not signed in sees the sign-in page at any address, and then the page asked for. */
export function App() {
  const cache = useQueryClient();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const speak = useSpeak();
  const [kind, setKind] = useState(() => linkKind(window.location.pathname));
  const [router] = useState(makeRouter);
  useEffect(() => {
    if (session?.language && !isLanguageChosen()) speak(session.language);
  }, [session, speak]);
  const enter = async () => {
    if (kind) window.history.replaceState(null, '', '/');
    await cache.fetchQuery({ ...sessionQuery, staleTime: 0 });
    setKind(undefined);
    if (kind) await router.navigate('/', { replace: true });
  };
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (session === undefined) return <div aria-busy />;
  if (session && !kind) return <RouterProvider router={router} />;
  return (
    <>
      <div className={styles.tools}>
        <Switches />
      </div>
      {kind ? <ByLink kind={kind} onDone={() => void enter()} /> : <SignIn onDone={() => void enter()} />}
    </>
  );
}

/** Whether the address is that of a link that somebody was given. */
function linkKind(pathname: string): 'setup' | 'join' | undefined {
  const [, first] = pathname.split('/');
  return first === 'setup' || first === 'join' ? first : undefined;
}
