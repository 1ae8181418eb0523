import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/me/clients', roles: ['manager'], page: () => import('./MyClients.js') },
];
