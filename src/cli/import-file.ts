import { createReadStream, createWriteStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ImportsService, type Progress, RejectedRowsService } from '../features/intake/index.js';
import { ACTOR, one, print, type Run, terminalLanguage, text, WrongUse } from './command.js';
import { withService } from './service.js';

export const importFile: Run = async (positionals, values) => {
  const file = one(positionals, 'one file');
  const profile = text(values, 'profile');
  if (!profile) throw new WrongUse('--profile is needed');
  const document = await readFile(profile, 'utf8');
  await access(file);
  return withService(async (app) => {
    const report = await app.get(ImportsService).importFile({
      profile: document,
      file: createReadStream(file),
      fileName: path.basename(file),
      dryRun: values['dry-run'] === true,
      acceptValid: values['accept-valid'] === true,
      replaceWindow: text(values, 'replace-window'),
      actor: ACTOR,
      progress: progressLines(),
    });
    print(`${report.fileName}: ${report.state}`);
    for (const [noun, counts] of Object.entries(report.counts)) print(`  ${noun}: ${countsLine(counts)}`);
    if (report.rejectedRows === 0) return 0;
    print(`  ${report.rejectedRows} rows left out${report.id ? `: ${rejectedName(file)}` : ''}`);
    if (report.id) {
      const rows = await app.get(RejectedRowsService).file(report.id, terminalLanguage(), undefined);
      await pipeline(rows, createWriteStream(rejectedName(file)));
    }
    return 1;
  });
};

const rejectedName = (file: string): string => `${file}.rejected.csv`;

const ALWAYS = ['read', 'added', 'changed', 'unchanged'] as const;
const SOMETIMES = ['rejected', 'withdrawn'] as const;

type Counts = Record<(typeof ALWAYS)[number] | (typeof SOMETIMES)[number], number>;

const countsLine = (counts: Counts): string =>
  [...ALWAYS, ...SOMETIMES.filter((what) => counts[what] > 0)]
    .map((what) => `${counts[what]} ${what}`)
    .join(', ');

const TELL_MS = 2_000;

/** Tells on the standard error how far a long import is. */
function progressLines(): (progress: Progress) => void {
  let toldAtMs = performance.now();
  return ({ phase, rowsRead, rowsRejected }) => {
    if (performance.now() - toldAtMs < TELL_MS) return;
    toldAtMs = performance.now();
    const rejected = rowsRejected ? `, ${rowsRejected} of them refused` : '';
    process.stderr.write(`${phase}: ${rowsRead} rows${rejected}\n`);
  };
}
