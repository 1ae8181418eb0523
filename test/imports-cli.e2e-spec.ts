import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emptyDatabaseUrl } from './support/database.js';
import { ProgramProcess } from './support/service-process.js';

/** Size of the file whose import may not fill the memory; `npm run test:slow` takes one of 1 GB. */
const FILE_MB = Number(process.env.PREMIA_TEST_IMPORT_MB ?? 20);
const RSS_MB_MAX = 300;
const MS_MAX = 30_000 + FILE_MB * 2_000;

const PROFILE = `code: shop
source: shop
emits:
  - {noun: orders, fields: {externalId: no, date: day, amount: amount}}
`;

describe('premia import', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'premia-cli-'));
  const place = (name: string) => path.join(folder, name);
  let url: string;

  beforeAll(async () => {
    url = await emptyDatabaseUrl();
    writeFileSync(place('shop.yaml'), PROFILE);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (...args: string[]) =>
    new ProgramProcess('cli.js', ['import', '--profile', place('shop.yaml'), ...args], { DATABASE_URL: url });

  async function premia(...args: string[]) {
    const program = start(...args);
    return { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
  }

  it('writes what it leaves out beside the file, to be mended and sent again', async () => {
    writeFileSync(place('a.csv'), 'no,day,amount\n1,2026-03-05,1.5\n2,5.3.2026,2\n');
    const refused = await premia(place('a.csv'));
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('line 3, column "day"'),
    });
    expect(await premia('--accept-valid', place('a.csv'))).toEqual({
      code: 1,
      stderr: '',
      stdout: `a.csv: applied\n  orders: 2 read, 1 added, 0 changed, 0 unchanged, 1 rejected\n  1 rows left out: ${place('a.csv.rejected.csv')}\n`,
    });
    const rejected = readFileSync(place('a.csv.rejected.csv'), 'utf8');
    expect(rejected).toMatch(/^\ufeffReason of refusal,no,day,amount\r\n.*,2,5\.3\.2026,2\r\n$/);
    writeFileSync(place('mended.csv'), rejected.replace('2,5.3.2026', '2,2026-03-05'));
    expect(await premia('--accept-valid', place('mended.csv'))).toMatchObject({
      code: 0,
      stdout: 'mended.csv: applied\n  orders: 1 read, 1 added, 0 changed, 0 unchanged\n',
    });
  }, 60_000);

  it('withdraws what a window no longer has', async () => {
    writeFileSync(place('b.csv'), 'no,day,amount\n1,2026-03-05,1.5\n');
    const { code, stdout } = await premia('--replace-window', '2026-03-01..2026-04-01', place('b.csv'));
    expect([code, stdout]).toEqual([
      0,
      'b.csv: applied\n  orders: 1 read, 0 added, 0 changed, 1 unchanged, 1 withdrawn\n',
    ]);
  }, 60_000);

  it(
    `takes a file of ${FILE_MB} MB with less than ${RSS_MB_MAX} MB of memory`,
    async () => {
      const rows = await bigFile(place('big.csv'));
      const program = start(place('big.csv'));
      let isEnded = false;
      void program.ended.then(() => (isEnded = true));
      let peakMb = 0;
      for (; !isEnded; await pause(100)) peakMb = Math.max(peakMb, rssMb(program.pid));
      expect([await program.ended, program.stdout]).toEqual([
        0,
        `big.csv: applied\n  orders: ${rows} read, ${rows} added, 0 changed, 0 unchanged\n`,
      ]);
      expect(peakMb).toBeGreaterThan(50);
      expect(peakMb).toBeLessThan(RSS_MB_MAX);
      if (process.env.PREMIA_TEST_IMPORT_MB)
        process.stderr.write(`${FILE_MB} MB: at most ${peakMb} MB of memory\n`);
    },
    MS_MAX,
  );
});

/** Rows of 1 kB; answers how many. */
async function bigFile(name: string): Promise<number> {
  const note = 'Заметка '.repeat(66);
  const out = createWriteStream(name);
  out.write('no,day,amount,note\n');
  const rows = FILE_MB * 1_000;
  for (let from = 0; from < rows; from += 500) {
    const lines = Array.from({ length: 500 }, (_, n) => `big${from + n},2026-03-05,${from + n}.5,${note}\n`);
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

function rssMb(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  } catch {
    return 0; // it has just ended
  }
}
