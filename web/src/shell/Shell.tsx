import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { companyQuery, useSession } from '../api/session.js';
import { Confirm } from '../features/access/Confirm.js';
import { SessionEnded } from '../features/access/SessionEnded.js';
import { useTexts } from '../i18n/index.js';
import { onShortcut } from '../ui/shortcuts.js';
import { Help } from './Help.js';
import { Navigation } from './Navigation.js';
import styles from './Shell.module.css';
import { Switches } from './Switches.js';
import { UserMenu } from './UserMenu.js';

/** The frame of every page of whoever is signed in. */
export function Shell() {
  const { common } = useTexts();
  const session = useSession();
  const { data: company } = useQuery(companyQuery);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useEffect(() => onShortcut('?', () => setHelpOpen(true)), []);
  return (
    <>
      <a href="#content" className={styles.skip}>
        {common.skip}
      </a>
      {session.demo && <p className={`${styles.banner} not-printed`}>{common.demo}</p>}
      {session.role === 'auditor' && <p className={`${styles.banner} not-printed`}>{common.recorded}</p>}
      <header className={`${styles.top} not-printed`}>
        <span className={styles.company}>{company?.name ?? common.product}</span>
        <Navigation role={session.role} />
        <div className={`${styles.tools} push`}>
          <Switches />
          <button
            type="button"
            className={styles.tool}
            onClick={() => setHelpOpen(true)}
            aria-label={common.help}
          >
            ?
          </button>
          <UserMenu />
        </div>
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
      <Help isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      <SessionEnded />
      <Confirm />
      <ScrollRestoration />
    </>
  );
}
