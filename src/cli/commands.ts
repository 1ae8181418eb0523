import type { Role, UserRole } from '../features/access/index.js';
import type { Command } from './command.js';

const ROLES: Record<Role, true> = {
  admin: true,
  hr: true,
  head: true,
  manager: true,
  auditor: true,
  intake: true,
  payroll: true,
};
const USER_ROLES: Record<UserRole, true> = {
  admin: true,
  hr: true,
  head: true,
  manager: true,
  auditor: true,
};
const namesOf = (roles: object): string => Object.keys(roles).join('|');

export const commands: Record<string, Command> = {
  import: {
    usage:
      'import --profile PROFILE.yaml [--dry-run] [--accept-valid | --replace-window FROM..UNTIL] FILE.csv|FILE.xlsx',
    about:
      'Takes the records of a file in through a mapping profile; what is left out with --accept-valid goes to FILE.rejected.csv.',
    options: {
      profile: { type: 'string' },
      'dry-run': { type: 'boolean' },
      'accept-valid': { type: 'boolean' },
      'replace-window': { type: 'string' },
    },
    load: async () => (await import('./import-file.js')).importFile,
  },
  scheme: {
    usage: "scheme check|publish [--from YYYY-MM-DD] [--acknowledge 'FINDING=REASON']… FILE.yaml",
    about: 'Tells what is wrong with a scheme document; publishes it when nothing is.',
    options: { from: { type: 'string' }, acknowledge: { type: 'string', multiple: true } },
    load: async () => (await import('./scheme.js')).scheme,
  },
  run: {
    usage: 'run PERIOD [--scheme CODE]',
    about: 'Computes a pay month such as 2026-03; with a scheme, a trial for everybody without assignment.',
    options: { scheme: { type: 'string' } },
    load: async () => (await import('./run.js')).run,
  },
  explain: {
    usage: 'explain PERIOD PERSONNEL_NUMBER [--run ID] [--language en|ru]',
    about:
      "Tells how each figure of a manager's statement (or of a trial run's result) came about, down to the facts.",
    options: { run: { type: 'string' }, language: { type: 'string' } },
    load: async () => (await import('./run.js')).explain,
  },
  scenario: {
    usage: 'scenario [--language en|ru] FILE.yaml …',
    about: 'Runs tables of examples for schemes and tells figure by figure what differs; needs no database.',
    options: { language: { type: 'string' } },
    load: async () => (await import('./scenario.js')).scenario,
  },
  evaluate: {
    usage: 'evaluate [--json] [--language en|ru] SCHEME.yaml SUBJECT.yaml',
    about:
      'Computes a scheme for the period and inputs of a file and explains every line; needs no database.',
    options: { json: { type: 'boolean' }, language: { type: 'string' } },
    load: async () => (await import('./scenario.js')).evaluate,
  },
  'what-if': {
    usage: 'what-if [--without ID | --returned ID] [--json] [--language en|ru] SCHEME.yaml SUBJECT.yaml',
    about:
      'Tells what one more of each input does to pay, and where pay jumps next; or what pay is without a row of the file.',
    options: {
      without: { type: 'string' },
      returned: { type: 'string' },
      json: { type: 'boolean' },
      language: { type: 'string' },
    },
    load: async () => (await import('./answers.js')).whatIf,
  },
  compare: {
    usage:
      'compare [--json] [--language en|ru] SCHEME.yaml SUBJECT.yaml [OTHER_SCHEME.yaml] OTHER_SUBJECT.yaml',
    about: 'Tells what each changed input, table or formula contributed to the difference of two results.',
    options: { json: { type: 'boolean' }, language: { type: 'string' } },
    load: async () => (await import('./answers.js')).compare,
  },
  reconcile: {
    usage: 'reconcile PERIOD --scheme CODE [--run ID] [--language en|ru]',
    about:
      "Compares a scheme's results with what was paid the old way, and tells the causes of each difference.",
    options: { scheme: { type: 'string' }, run: { type: 'string' }, language: { type: 'string' } },
    load: async () => (await import('./reconcile.js')).reconcile,
  },
  simulate: {
    usage: 'simulate FILE.yaml --from MONTH --to MONTH [--against CODE] [--team CODE] [--manager NUMBER]',
    about:
      'Tells who would gain and lose by a draft scheme in past months, what it costs, and who met its cliffs.',
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      against: { type: 'string' },
      team: { type: 'string' },
      manager: { type: 'string' },
    },
    load: async () => (await import('./simulate.js')).simulate,
  },
  verify: {
    usage: 'verify FILE.json … [--hash HEX] | verify --all [--hash HEX]',
    about:
      'Computes statements anew from their bundles and compares them with their manifests; with --all, all that is approved in the database. --hash is the hash last printed.',
    options: { all: { type: 'boolean' }, hash: { type: 'string' } },
    load: async () => (await import('./verify.js')).verify,
  },
  token: {
    usage: `token create --name NAME --role ${namesOf(ROLES)} [--manager PERSONNEL_NUMBER] [--scope RESOURCE[:read]]… [--days N]`,
    about: 'Makes an API token and prints it, this once.',
    options: {
      name: { type: 'string' },
      role: { type: 'string' },
      manager: { type: 'string' },
      scope: { type: 'string', multiple: true },
      days: { type: 'string' },
    },
    load: async () => (await import('./token.js')).token,
  },
  user: {
    usage: `user invite --email EMAIL --name NAME --role ${namesOf(USER_ROLES)} [--manager PERSONNEL_NUMBER] | user link --email EMAIL`,
    about:
      'Makes a user, or a new link for one, and prints the link by which the password is chosen, this once.',
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      manager: { type: 'string' },
    },
    load: async () => (await import('./user.js')).user,
  },
};
