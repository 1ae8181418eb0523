import type { ComponentType } from 'react';
import type { Role } from '../api/session.js';

/** A page of a feature: at which address, for whom; its code is loaded when it is first opened. */
export interface PageRoute {
  path: string;
  roles: readonly Role[];
  page: () => Promise<{ default: ComponentType }>;
}
