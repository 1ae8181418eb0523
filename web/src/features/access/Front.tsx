import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answered, api } from '../../api/client.js';
import type { SignInPageDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import styles from './Front.module.css';

/** What the service tells before anybody is signed in; `openid` where there is single sign-on. */
export const useSignInPage = (): (SignInPageDto & { openid?: { title: string } | null }) | undefined =>
  useQuery({ queryKey: ['sign-in'], queryFn: () => answered(api.GET('/v1/sign-in')) }).data;

/** The frame of pages for those who are not signed in. */
export function Front({ title, children }: { title: string; children: ReactNode }) {
  const { access, common } = useTexts();
  const told = useSignInPage();
  return (
    <main className={styles.front}>
      <div className={styles.box}>
        <p className={styles.product}>{common.product}</p>
        <h1>{title}</h1>
        {children}
        {told?.demo && <p className={styles.demo}>{access.demo}</p>}
      </div>
    </main>
  );
}
