import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { type Period, periodOfDay, periodRange, previousMonths } from '../calc/index.js';
import { payrollTable } from '../cli/payroll-table.js';
import {
  newSecret,
  ROLES,
  type Role,
  SignInService,
  TokensService,
  USER_ROLES,
  type UserRole,
  UsersService,
} from '../features/access/index.js';
import { CompanyService } from '../features/company/index.js';
import { PayrollService, PeriodsService } from '../features/payroll/index.js';
import { SchemesService } from '../features/schemes/index.js';
import { migrate } from '../platform/database/data-source.js';
import { inTransaction } from '../platform/database/transaction.js';
import { beginIntake } from '../platform/records/intake-sequence.js';
import { nounOf } from '../platform/records/noun.js';
import { RecordsService } from '../platform/records/records.service.js';
import { todayIn } from '../platform/time-zones.js';
import { serve } from '../serve.js';
import { DEMO_COMPANY, DEMO_SEED, demoStories, loadDemo } from './index.js';

const SCHEMES = ['mass-market', 'key-accounts', 'key-accounts-quarter'];
const ACTOR = 'demo';
const VIEWER = { actorId: '0', kind: 'token', name: ACTOR, role: 'hr', managerId: null } as const;
/** At least these, from the first month of a quarter on: a quarter's bonus reads all its months. */
const MONTHS_COMPUTED_MIN = 6;
const PERSONS: Partial<Record<Role, string>> = { head: '1000', manager: '1001' };
/** Whoever may sign in, by the name of the e-mail address: a head and a manager of each department. */
const USERS: Record<string, { role: UserRole; manager?: string }> = {
  ...Object.fromEntries(USER_ROLES.map((role) => [role, { role, ...personOf(role) }])),
  head2: { role: 'head', manager: '2000' },
  manager2: { role: 'manager', manager: '2001' },
};

let tokens: Record<string, string> = {};
let passwords: Record<string, string> = {};
const lastMonth = previousMonths(todayIn(DEMO_COMPANY.timeZone).slice(0, 7), 1)[0]!;

await serve({
  async prepare(app, source) {
    await loadOnce(app, source);
    await computeMonths(app);
    tokens = await freshTokens(app);
    passwords = await freshPasswords(app);
  },
  async ready(app, address) {
    const runs = await app.get(PayrollService).list(lastMonth);
    process.stdout.write(`\n${await payrollTable(app, runs[0]!)}\n${howToGoOn(address)}\n`);
  },
});

/** Who is behind a role that needs somebody. */
function personOf(role: Role): { manager?: string } {
  const manager = PERSONS[role];
  return manager ? { manager } : {};
}

/** Loads the company unless this very one is there; another one (a month has passed, the generator changed) goes first. */
async function loadOnce(app: INestApplicationContext, source: DataSource): Promise<void> {
  const schemes = await Promise.all(SCHEMES.map((code) => readFile(`schemes/${code}.yaml`, 'utf8')));
  const options = { seed: DEMO_SEED, lastMonth };
  // the build's stamp names the generator and the migrations, without making the company to look at it
  const build = await readFile('dist/sources.sha256', 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([build, options, schemes]))
    .digest('hex');
  const loaded: { file_hash: string }[] = await source.query(
    `select file_hash from intakes where kind = 'system' and noun = 'demo'`,
  );
  if (loaded[0]?.file_hash === key) return;
  if (loaded.length) {
    await source.query('drop schema public cascade');
    await source.query('create schema public');
    await migrate(source);
  }
  await loadDemo(
    {
      describeCompany: (company) => app.get(CompanyService).write(company),
      take: (noun, rows) => app.get(RecordsService).takeBatch(nounOf(noun), rows, ACTOR),
      publish: (document, from) => app.get(SchemesService).publish({ document, from }, ACTOR, 'en'),
    },
    { ...options, schemes },
  );
  await inTransaction(source, (tx) =>
    beginIntake(tx, { kind: 'system', noun: 'demo', actor: ACTOR, profile: 'demo', fileHash: key }),
  );
}

/** The last months in order, so that quarters and comparisons find what they read; those computed stay as they are. */
async function computeMonths(app: INestApplicationContext): Promise<void> {
  const payroll = app.get(PayrollService);
  const known = new Set(
    (await app.get(PeriodsService).list(VIEWER)).filter(({ runId }) => runId).map(({ code }) => code),
  );
  const first = periodRange(
    periodOfDay(`${previousMonths(lastMonth, MONTHS_COMPUTED_MIN - 1)[0]}-01`, 'quarter'),
  ).start.slice(0, 7);
  const months: Period[] = [...previousMonths(lastMonth, 12), lastMonth].filter((month) => month >= first);
  for (const period of months) if (!known.has(period)) await payroll.run({ period }, ACTOR);
}

/** A token for each role, made anew at each start; those of the start before stop working. */
async function freshTokens(app: INestApplicationContext): Promise<Record<string, string>> {
  const service = app.get(TokensService);
  const made: Record<string, string> = {};
  for (const role of ROLES) {
    await service.revokeAllNamed(`demo ${role}`);
    made[role] = (await service.create({ name: `demo ${role}`, role, ...personOf(role) })).token;
  }
  return made;
}

/** The users, with a new password at each start; that of the start before stops working. */
async function freshPasswords(app: INestApplicationContext): Promise<Record<string, string>> {
  const users = app.get(UsersService);
  const known = new Map((await users.list()).map(({ email, id }) => [email, id]));
  const made = Object.entries(USERS).map(async ([name, settings]) => {
    const email = `${name}@demo.example`;
    const id = known.get(email);
    const { link } = id
      ? await users.link(id)
      : (await users.invite({ email, name: `Demo ${name}`, ...settings })).invitation;
    const password = newSecret().slice(0, 16);
    await app.get(SignInService).redeem({ link, password }, { address: '127.0.0.1' });
    return [email, password] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

function howToGoOn(address: string): string {
  const frame = '═'.repeat(78);
  const stories = demoStories(lastMonth).map(
    ({ title, manager, month }) => `  ${manager}  ${month}  ${title.en}`,
  );
  const curl = `curl -s -H "Authorization: Bearer ${tokens.hr}"`;
  return [
    '',
    'Stories worth finding:',
    ...stories,
    '',
    'One manager’s explanation, in this folder from another terminal (or with --language ru):',
    `  PREMIA_DATABASE=embedded PREMIA_DATA=.premia/demo npx premia explain ${lastMonth} ${PERSONS.manager}`,
    'or over HTTP:',
    `  ${curl} "${address}/v1/statements?period=${lastMonth}"`,
    `  ${curl} -H "Accept: text/plain" ${address}/v1/statements/<id>/explanation`,
    '',
    frame,
    'DEMO: these passwords and tokens open everything to whoever reads them; new ones at each start.',
    ...Object.entries(passwords).map(([email, password]) => `  ${email.padEnd(22)} ${password}`),
    ...Object.entries(tokens).map(([role, token]) => `  ${role.padEnd(8)} ${token}`),
    frame,
    '',
    `Premia is at ${address}   API: ${address}/docs   stop it with Ctrl-C`,
  ].join('\n');
}
