import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/audit', roles: ['auditor', 'admin'], page: () => import('./AuditPage.js') },
];
