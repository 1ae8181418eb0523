import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/imports', roles: ['hr'], page: () => import('./Imports.js') },
  { path: '/imports/:id/:step', roles: ['hr'], page: () => import('./Import.js') },
];
