import type { ParseArgsConfig } from 'node:util';
import type { Language } from '../platform/records/expectations.js';

export type Values = Record<string, string | boolean | undefined | (string | boolean)[]>;

/** Does what a command says. Answers the exit code: 0 done, 1 refused or differing. */
export type Run = (positionals: string[], values: Values) => Promise<number>;

export interface Command {
  usage: string;
  about: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Loaded when it is called: what needs no database must not wait for all that knows of one. */
  load(): Promise<Run>;
}

/** The command was called in a way it does not understand; exit code 2. */
export class WrongUse extends Error {}

/** Who the records say did it, for what is done from the command line. */
export const ACTOR = 'command line';

/** Russian where the terminal is Russian. */
export function terminalLanguage(): Language {
  return /^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'ru' : 'en';
}

/** What `--language` says, else the terminal's. Throws `WrongUse` for others than en and ru. */
export function languageOf({ language }: Values): Language {
  if (language === undefined) return terminalLanguage();
  if (language !== 'en' && language !== 'ru') throw new WrongUse(`--language is en or ru, not "${language}"`);
  return language;
}

export function one(positionals: readonly string[], what: string): string {
  if (positionals.length !== 1) throw new WrongUse(`expected ${what}`);
  return positionals[0]!;
}

export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
