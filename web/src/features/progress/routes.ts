import type { PageRoute } from '../../ui/page-route.js';

const roles = ['manager'] as const;

export const routes: PageRoute[] = [
  { path: '/me', roles, page: () => import('./ThisMonth.js') },
  { path: '/me/months/:period', roles, page: () => import('./MyMonth.js') },
  { path: '/me/statements', roles, page: () => import('./MyStatements.js') },
];
