import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/adjustments', roles: ['hr', 'head', 'auditor'], page: () => import('./Adjustments.js') },
];
