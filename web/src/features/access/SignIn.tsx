import { Button } from '@mantine/core';
import { useTexts } from '../../i18n/index.js';
import { Front, useSignInPage } from './Front.js';
import styles from './Front.module.css';
import { openIdAddress } from './openid.js';
import { SignInForm } from './SignInForm.js';

/** At any address of whoever is not signed in, and at `/sign-in?error=…` where single sign-on failed. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const { access } = useTexts();
  const openId = useSignInPage()?.openid;
  const { pathname, search } = window.location;
  const error = new URLSearchParams(search).get('error');
  return (
    <Front title={access.title}>
      {error && pathname === '/sign-in' && (
        <p role="alert" className="bad">
          {access.failed[error as keyof typeof access.failed] ?? access.failed['openid-unavailable']}
        </p>
      )}
      {openId && (
        <>
          <Button component="a" href={openIdAddress(pathname === '/sign-in' ? '/' : pathname + search)}>
            {access.signInBy(openId.title)}
          </Button>
          <div className={styles.or}>{access.or}</div>
        </>
      )}
      <SignInForm onDone={onDone} />
      <p className="quiet">{access.forgotten}</p>
    </Front>
  );
}
