import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/exports', roles: ['hr', 'auditor'], page: () => import('./Exports.js') },
  { path: '/exports/:id', roles: ['hr', 'auditor'], page: () => import('./Export.js') },
];
