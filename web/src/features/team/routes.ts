import type { PageRoute } from '../../ui/page-route.js';

const roles = ['head', 'hr', 'auditor'] as const;

export const routes: PageRoute[] = [
  { path: '/team', roles, page: () => import('./LatestTeam.js') },
  { path: '/team/:code/:period', roles, page: () => import('./Team.js') },
];
