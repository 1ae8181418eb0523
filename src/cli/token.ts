import { ROLES, type Role, TOKEN_DAYS_MAX, TokensService } from '../features/access/index.js';
import { one, print, type Run, text, WrongUse } from './command.js';
import { withService } from './service.js';

export const token: Run = async (positionals, values) => {
  const role = text(values, 'role') as Role;
  const name = text(values, 'name');
  if (one(positionals, 'create') !== 'create') throw new WrongUse('expected create');
  if (!name || !ROLES.includes(role)) throw new WrongUse('--name and a known --role are needed');
  const manager = text(values, 'manager');
  const days = text(values, 'days');
  const wanted = {
    name,
    role,
    ...(manager ? { manager } : {}),
    ...(Array.isArray(values.scope) ? { scopes: values.scope.map(String) } : {}),
    ...(days ? { expiresInDays: daysOf(days) } : {}),
  };
  const created = await withService((app) => app.get(TokensService).create(wanted));
  print(created.token);
  return 0;
};

function daysOf(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > TOKEN_DAYS_MAX)
    throw new WrongUse(`--days is a whole number from 1 to ${TOKEN_DAYS_MAX}, not "${text}"`);
  return days;
}
