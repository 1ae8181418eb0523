import { routes as adjustments } from '../features/adjustments/routes.js';
import { routes as attendance } from '../features/attendance/routes.js';
import { routes as audit } from '../features/audit/routes.js';
import { routes as clients } from '../features/clients/routes.js';
import { routes as exports } from '../features/exports/routes.js';
import { routes as imports } from '../features/imports/routes.js';
import { routes as months } from '../features/months/routes.js';
import { routes as periods } from '../features/periods/routes.js';
import { routes as progress } from '../features/progress/routes.js';
import { routes as schemes } from '../features/schemes/routes.js';
import { routes as statements } from '../features/statements/routes.js';
import { routes as team } from '../features/team/routes.js';
import { routes as users } from '../features/users/routes.js';
import type { PageRoute } from '../ui/page-route.js';

/** Every page of every feature. */
export const PAGES: readonly PageRoute[] = [
  ...adjustments,
  ...attendance,
  ...audit,
  ...clients,
  ...exports,
  ...imports,
  ...months,
  ...periods,
  ...progress,
  ...schemes,
  ...statements,
  ...team,
  ...users,
];
