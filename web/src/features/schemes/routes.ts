import type { PageRoute } from '../../ui/page-route.js';

const roles = ['head', 'hr', 'auditor'] as const;

export const routes: PageRoute[] = [
  { path: '/schemes', roles, page: () => import('./SchemesPage.js') },
  { path: '/schemes/:code/:version', roles, page: () => import('./SchemePage.js') },
];
