import { readFile } from 'node:fs/promises';
import { ROLES, type Role, TOKEN_DAYS_MAX, TokensService } from '../features/access/index.js';
import { PayrollService } from '../features/payroll/index.js';
import { SchemeLintService, SchemesService } from '../features/schemes/index.js';
import { ExplanationService, StatementsService } from '../features/statements/index.js';
import { period as periodKind } from '../platform/records/field-kinds.js';
import { compare, whatIf } from './answers.js';
import {
  ACTOR,
  type Command,
  languageOf,
  one,
  print,
  terminalLanguage,
  text,
  type Values,
  WrongUse,
  withService,
} from './command.js';
import { findingLine } from './errors.js';
import { importFile } from './import-file.js';
import { payrollTable } from './payroll-table.js';
import { reconcile } from './reconcile.js';
import { evaluate, scenario } from './scenario.js';
import { simulate } from './simulate.js';
import { user } from './user.js';
import { verify } from './verify.js';

/** The command line may see and do everything: whoever runs it holds the database already. */
const VIEWER = { actorId: '0', kind: 'token', name: ACTOR, role: 'hr', managerId: null } as const;

/** Pay is never computed on a database that a mistyped setting would make. */
const EXISTING = { existing: true };

const scheme: Command = {
  usage: "scheme check|publish [--from YYYY-MM-DD] [--acknowledge 'FINDING=REASON']… FILE.yaml",
  about: 'Tells what is wrong with a scheme document; publishes it when nothing is.',
  options: { from: { type: 'string' }, acknowledge: { type: 'string', multiple: true } },
  async run(positionals, values) {
    const [action, ...rest] = positionals;
    if (action !== 'check' && action !== 'publish') throw new WrongUse('expected check or publish');
    const document = await readFile(one(rest, 'one file'), 'utf8');
    const from = text(values, 'from');
    return withService(async (app) => {
      const schemes = app.get(SchemesService);
      if (action === 'check') {
        const { accepted, findings } = await app.get(SchemeLintService).lint(document, terminalLanguage());
        for (const finding of findings) print(findingLine(finding));
        print(accepted ? 'the scheme can be published' : 'the scheme cannot be published');
        return accepted ? 0 : 1;
      }
      const version = await schemes.publish(
        { document, ...(from ? { from } : {}), acknowledge: acknowledgements(values) },
        ACTOR,
        terminalLanguage(),
      );
      for (const finding of version.findings) print(findingLine(finding));
      print(`${version.scheme} version ${version.number}, in force from ${version.from}`);
      return 0;
    });
  },
};

/** `cliff tables.tiers.rows[1] sales=agreed with the works council`, as often as given. */
function acknowledgements({ acknowledge }: Values): { finding: string; reason: string }[] {
  const given = Array.isArray(acknowledge) ? acknowledge.map(String) : [];
  return given.map((text) => {
    const [finding, ...reason] = text.split('=');
    if (!finding || !reason.join('=').trim()) throw new WrongUse(`expected FINDING=REASON, found "${text}"`);
    return { finding, reason: reason.join('=').trim() };
  });
}

const run: Command = {
  usage: 'run PERIOD [--scheme CODE]',
  about: 'Computes a pay month such as 2026-03; with a scheme, a trial for everybody without assignment.',
  options: { scheme: { type: 'string' } },
  async run(positionals, values) {
    const period = one(positionals, 'one period');
    refuseUnlessPeriod(period);
    const code = text(values, 'scheme');
    return withService(async (app) => {
      const computed = await app
        .get(PayrollService)
        .run({ period, ...(code ? { scheme: code } : {}) }, ACTOR);
      print(await payrollTable(app, computed));
      return computed.counts?.incomplete === 0 ? 0 : 1;
    }, EXISTING);
  },
};

const explain: Command = {
  usage: 'explain PERIOD PERSONNEL_NUMBER [--run ID] [--language en|ru]',
  about:
    "Tells how each figure of a manager's statement (or of a trial run's result) came about, down to the facts.",
  options: { run: { type: 'string' }, language: { type: 'string' } },
  async run(positionals, values) {
    const [period, manager] = positionals;
    if (!period || !manager || positionals.length > 2)
      throw new WrongUse('expected a period and a personnel number');
    refuseUnlessPeriod(period);
    const language = languageOf(values);
    return withService(async (app) => {
      const explanations = app.get(ExplanationService);
      const statements = app.get(StatementsService);
      const runId = text(values, 'run');
      if (runId) {
        const { items } = await statements.results(VIEWER, { run: runId, manager, limit: 100 });
        const asked = items.filter((item) => item.period === period);
        for (const { id } of asked) print(await explanations.textOfResult(VIEWER, id, language));
        return asked.length ? 0 : nothing(period, manager);
      }
      const { items } = await statements.statements(VIEWER, { period, manager, limit: 1 });
      if (!items[0]) return nothing(period, manager);
      print(await explanations.textOfStatement(VIEWER, items[0].id, language));
      return 0;
    }, EXISTING);
  },
};

function refuseUnlessPeriod(period: string): void {
  if (!periodKind.parse(period).ok)
    throw new WrongUse(`"${period}" is not a period such as 2026-03, 2026-Q1 or 2026`);
}

function nothing(period: string, manager: string): number {
  process.stderr.write(
    `premia: nothing is computed for ${manager} in ${period}; compute it with: premia run ${period}\n`,
  );
  return 1;
}

const token: Command = {
  usage: `token create --name NAME --role ${ROLES.join('|')} [--manager PERSONNEL_NUMBER] [--scope RESOURCE[:read]]… [--days N]`,
  about: 'Makes an API token and prints it, this once.',
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    manager: { type: 'string' },
    scope: { type: 'string', multiple: true },
    days: { type: 'string' },
  },
  async run(positionals, values) {
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
  },
};

function daysOf(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > TOKEN_DAYS_MAX)
    throw new WrongUse(`--days is a whole number from 1 to ${TOKEN_DAYS_MAX}, not "${text}"`);
  return days;
}

export const commands: Record<string, Command> = {
  import: importFile,
  scheme,
  run,
  explain,
  scenario,
  evaluate,
  'what-if': whatIf,
  compare,
  reconcile,
  simulate,
  verify,
  token,
  user,
};
