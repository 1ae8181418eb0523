import { USER_ROLES, type UserRole, UsersService } from '../features/access/index.js';
import { one, print, type Run, text, WrongUse } from './command.js';
import { withService } from './service.js';

/** For the first administrator where the printed link is gone, and for whoever is locked out. */
export const user: Run = async (positionals, values) => {
  const verb = one(positionals, 'invite or link');
  const email = text(values, 'email');
  if (!email?.includes('@')) throw new WrongUse('--email is needed');
  if (verb === 'link') {
    const made = await withService(async (app) => {
      const users = app.get(UsersService);
      return users.link(await users.idOf(email));
    });
    print(made.link);
    return 0;
  }
  if (verb !== 'invite') throw new WrongUse('expected invite or link');
  const [name, role, manager] = [
    text(values, 'name'),
    text(values, 'role') as UserRole,
    text(values, 'manager'),
  ];
  if (!name || !USER_ROLES.includes(role)) throw new WrongUse('--name and a known --role are needed');
  const { invitation } = await withService((app) =>
    app.get(UsersService).invite({ email, name, role, ...(manager ? { manager } : {}) }),
  );
  print(invitation.link);
  return 0;
};
