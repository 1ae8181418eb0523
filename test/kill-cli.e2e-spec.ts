import { existsSync } from 'node:fs';
import path from 'node:path';
import { KillLab } from './support/kill-lab.js';
import { settle } from './support/killed-service.js';

const lab = new KillLab();
afterAll(() => lab.clear());

const FOLDER = 'attached';
const MANAGERS = 200;

async function premia(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const program = lab.cli(args, { PREMIA_DATABASE: 'embedded', PREMIA_DATA: lab.folder(FOLDER) });
  const code = await program.ended;
  return { code, stdout: program.stdout, stderr: program.stderr };
}

describe('the command line', () => {
  it('uses the server of a live service, and does not disturb it', async () => {
    const service = lab.embedded(FOLDER);
    await settle(service, MANAGERS);
    const postmaster = lab.postmaster(FOLDER);
    // 600 orders of 7301.10, by turns of 200 managers and three months: one of March for M2, 3 % of it are 219.033
    const run = await premia('run', '2026-03');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/M2 .*219\.03 +219\.03/);
    expect(run.stdout).toContain(`2026-03, run 1: ${MANAGERS} managers`);
    const explained = await premia('explain', '2026-03', 'M2');
    expect(explained).toMatchObject({ code: 0, stderr: '' });
    expect(explained.stdout).toMatch(/219\.03[\s\S]*O2\b/);
    expect(await service.ask({ method: 'GET', path: '/v1/payroll-runs' })).toMatchObject({
      body: [{ id: '1', startedBy: 'command line' }],
    });
    expect([lab.postmaster(FOLDER), lab.alive(FOLDER).length]).toEqual([postmaster, 2]);
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
  }, 180_000);

  it('runs the server itself where no service does, and stops it', async () => {
    const { code, stderr } = await premia('explain', '2026-02', 'M2');
    expect(code).toBe(1);
    expect(stderr).toContain('nothing is computed for M2 in 2026-02; compute it with: premia run 2026-02');
    expect(lab.alive(FOLDER)).toEqual([]);
  });

  it.each([
    [['explain', '2026-13', 'M2'], '"2026-13" is not a period such as 2026-03, 2026-Q1 or 2026'],
    [['explain', '2026-03', 'M2', '--language', 'de'], '--language is en or ru, not "de"'],
  ])('is told what is wrong with %j', async (wanted, message) => {
    const { code, stderr } = await premia(...wanted);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('does not make a database to run payroll on where a mistyped folder has none', async () => {
    const folder = lab.folder('mistyped');
    const program = lab.cli(['run', '2026-03'], { PREMIA_DATABASE: 'embedded', PREMIA_DATA: folder });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toContain(`there is no database in ${folder}; PREMIA_DATA names its folder`);
    expect(existsSync(path.join(folder, 'db'))).toBe(false);
  });

  it.each([
    ['an unknown command', ['pay'], 'usage:'],
    ['a period that is none', ['run', '2026-13'], '"2026-13" is not a period'],
    ['an unknown option', ['run', '2026-03', '--fast'], 'usage: premia run PERIOD'],
  ])('ends with code 2 and the usage for %s', async (_, args, said) => {
    const { code, stderr } = await premia(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it.each([
    ['a file that is not there', ['import', '--profile', 'none.yaml', 'none.csv'], 'there is no file'],
    ['a month nobody is paid for', ['run', '2020-01'], 'Nobody is assigned'],
  ])('ends with code 1 for %s, without a stack', async (_, args, said) => {
    const { code, stderr } = await premia(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
