import { matchPath } from 'react-router';
import type { Role } from '../api/session.js';
import type { Texts } from '../i18n/index.js';
import { PAGES } from './pages.js';

export interface Entry {
  to: string;
  label: keyof Texts['common']['nav'];
}

/** The pages each role begins from; the first is where it comes to. */
const ENTRIES: Record<Role, Entry[]> = {
  head: [
    { to: '/months', label: 'month' },
    { to: '/team', label: 'team' },
    { to: '/schemes', label: 'schemes' },
  ],
  manager: [
    { to: '/me', label: 'myMonth' },
    { to: '/me/statements', label: 'myStatements' },
    { to: '/me/clients', label: 'myClients' },
  ],
  hr: [
    { to: '/periods', label: 'periods' },
    { to: '/statements', label: 'statements' },
    { to: '/exports', label: 'exports' },
    { to: '/imports', label: 'imports' },
    { to: '/attendance', label: 'attendance' },
    { to: '/adjustments', label: 'adjustments' },
  ],
  auditor: [
    { to: '/periods', label: 'periods' },
    { to: '/statements', label: 'statements' },
    { to: '/schemes', label: 'schemes' },
    { to: '/audit', label: 'audit' },
  ],
  admin: [
    { to: '/users', label: 'users' },
    { to: '/tokens', label: 'tokens' },
    { to: '/calendars', label: 'calendars' },
  ],
};

/** Entries whose page is there. */
export const entriesOf = (role: Role): Entry[] =>
  ENTRIES[role].filter(({ to }) => PAGES.some(({ path }) => matchPath(path, to)));

/** The entry an address belongs to: the longest it begins with; a month's page belongs to its month. */
export function entryAt(entries: readonly Entry[], pathname: string): Entry | undefined {
  const own = entries.filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return own.sort((a, b) => b.to.length - a.to.length)[0];
}
