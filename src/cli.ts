#!/usr/bin/env node
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { WrongUse } from './cli/command.js';
import { commands } from './cli/commands.js';

const [name = 'help', ...rest] = process.argv.slice(2);

/** Exit codes: 0 done, 1 refused or differing, 2 wrong use. */
async function main(): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(usage());
    return name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: command.options,
      allowPositionals: true,
    });
    const run = await command.load();
    return await run(positionals, values);
  } catch (error) {
    const wrongUse =
      error instanceof WrongUse || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    if (wrongUse) {
      process.stderr.write(`premia: ${(error as Error).message}\nusage: premia ${command.usage}\n`);
      return 2;
    }
    const { explainedError } = await import('./cli/errors.js');
    process.stderr.write(`${explainedError(error)}\n`);
    return 1;
  }
}

function usage(): string {
  const lines = Object.values(commands).map((command) => `  premia ${command.usage}\n      ${command.about}`);
  return `usage:\n${lines.join('\n')}\n`;
}

process.exitCode = await main();
