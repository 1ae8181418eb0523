import { access } from './en/access.js';
import { adjustments } from './en/adjustments.js';
import { attendance } from './en/attendance.js';
import { audit } from './en/audit.js';
import { clients } from './en/clients.js';
import { common } from './en/common.js';
import { exports } from './en/exports.js';
import { imports } from './en/imports.js';
import { months } from './en/months.js';
import { periods } from './en/periods.js';
import { progress } from './en/progress.js';
import { schemes } from './en/schemes.js';
import { statements } from './en/statements.js';
import { team } from './en/team.js';
import { users } from './en/users.js';

/** Every text of the page in English; each other language has the same. */
export const en = {
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
