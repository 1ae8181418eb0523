import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/periods', roles: ['hr', 'auditor'], page: () => import('./Periods.js') },
  { path: '/periods/:period', roles: ['hr', 'auditor'], page: () => import('./Period.js') },
  { path: '/statements', roles: ['hr', 'auditor'], page: () => import('./StatementList.js') },
];
