import type { PageRoute } from '../../ui/page-route.js';

const roles = ['head', 'hr', 'auditor'] as const;

export const routes: PageRoute[] = [
  { path: '/months', roles, page: () => import('./LatestMonth.js') },
  { path: '/months/:period', roles, page: () => import('./Month.js') },
  { path: '/months/:period/print', roles, page: () => import('./PrintPage.js') },
  { path: '/months/:period/approve', roles: ['head', 'hr'], page: () => import('./Approve.js') },
];
