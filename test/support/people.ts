import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { type UserRole, UsersService } from '../../src/features/access/index.js';
import type { TestService } from './service.js';

export const PASSWORD = 'seven green umbrellas';

/** A browser: keeps cookies and sends what our page sends. */
export const browser = ({ app }: TestService): TestAgent =>
  supertest.agent(app.getHttpServer()).set('Premia-Request', '1');

export const signIn = (by: TestAgent, email: string, password = PASSWORD) =>
  by.post('/v1/session').send({ email, password });

/** Invites somebody. */
export async function invited(
  { app }: TestService,
  email: string,
  role: UserRole,
  manager?: string,
): Promise<{ id: string; link: string }> {
  const { id, invitation } = await app
    .get(UsersService)
    .invite({ email, name: `${role} ${email}`, role, ...(manager ? { manager } : {}) });
  return { id, link: invitation.link };
}

/** Somebody who has chosen a password, in the browser in which that was done. */
export async function signedIn(
  service: TestService,
  email: string,
  role: UserRole,
  manager?: string,
): Promise<{ id: string; by: TestAgent }> {
  const { id, link } = await invited(service, email, role, manager);
  const by = browser(service);
  await by.post('/v1/links/redeem').send({ link, password: PASSWORD }).expect(204);
  return { id, by };
}
