import type { en } from './en.js';
import { access } from './ru/access.js';
import { adjustments } from './ru/adjustments.js';
import { attendance } from './ru/attendance.js';
import { audit } from './ru/audit.js';
import { clients } from './ru/clients.js';
import { common } from './ru/common.js';
import { exports } from './ru/exports.js';
import { imports } from './ru/imports.js';
import { months } from './ru/months.js';
import { periods } from './ru/periods.js';
import { progress } from './ru/progress.js';
import { schemes } from './ru/schemes.js';
import { statements } from './ru/statements.js';
import { team } from './ru/team.js';
import { users } from './ru/users.js';

export const ru: typeof en = {
  access,
  adjustments,
  attendance,
  audit,
  clients,
  common,
  exports,
  imports,
  months,
  periods,
  progress,
  schemes,
  statements,
  team,
  users,
};
