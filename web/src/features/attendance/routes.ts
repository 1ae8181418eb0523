import type { PageRoute } from '../../ui/page-route.js';

export const routes: PageRoute[] = [
  { path: '/attendance', roles: ['hr'], page: () => import('./Attendance.js') },
];
