import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/users', roles: ['admin'], page: () => import('./Users.js') },
  { path: '/tokens', roles: ['admin'], page: () => import('./Tokens.js') },
  { path: '/calendars', roles: ['admin'], page: () => import('./Calendars.js') },
  {
    path: '/me/sessions',
    roles: ['admin', 'hr', 'head', 'manager', 'auditor'],
    page: () => import('./Sessions.js'),
  },
];
