import type { PageRoute } from '../../ui/page-route.js';

const page = () => import('./StatementPage.js');
const print = () => import('./PrintPage.js');

export const routes: PageRoute[] = [
  { path: '/statements/:id', roles: ['head', 'hr', 'auditor', 'manager'], page },
  { path: '/statements/:id/print', roles: ['head', 'hr', 'auditor', 'manager'], page: print },
  { path: '/me/statements/:id', roles: ['manager'], page },
  { path: '/me/statements/:id/print', roles: ['manager'], page: print },
];
