import type { ParseArgsConfig } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { openDatabase } from '../open-database.js';
import { actingAs } from '../platform/acting.js';
import { readConfig } from '../platform/config.js';
import { NestLog } from '../platform/nest-log.js';
import type { Language } from '../platform/records/expectations.js';

export type Values = Record<string, string | boolean | undefined | (string | boolean)[]>;

export interface Command {
  usage: string;
  about: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Answers the exit code: 0 done, 1 refused or differing. */
  run(positionals: string[], values: Values): Promise<number>;
}

/** The command was called in a way it does not understand; exit code 2. */
export class WrongUse extends Error {}

/** Who the records say did it, for what is done from the command line. */
export const ACTOR = 'command line';

/**
 * Runs `work` on the service's parts and its database; an embedded server under a live service is used, not disturbed.
 * With `existing` a database that is not there is an error rather than made.
 */
export async function withService<T>(
  work: (app: INestApplicationContext) => Promise<T>,
  { existing = false } = {},
): Promise<T> {
  const config = readConfig();
  const database = await openDatabase(config, { attach: true, existing });
  try {
    const app = await NestFactory.createApplicationContext(
      AppModule.on(database.source, { leaseSeconds: config.leaseSeconds }),
      {
        logger: new NestLog(),
        abortOnError: false,
      },
    );
    try {
      return await actingAs({ actor: ACTOR, via: `premia ${process.argv[2]}` }, () => work(app));
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

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
