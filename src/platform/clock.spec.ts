import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clock } from './clock.js';

describe('a clock moved by a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'premia-clock-'));

  afterAll(() => {
    delete process.env.PREMIA_CLOCK_FILE;
    rmSync(folder, { recursive: true });
  });

  it('shows what the file says and the time since it was written, and moves with it', () => {
    const file = path.join(folder, 'clock');
    const moved = (instant: string, writtenMs: number) => {
      writeFileSync(file, `${instant}\n`);
      utimesSync(file, writtenMs / 1_000, writtenMs / 1_000);
      process.env.PREMIA_CLOCK_FILE = file;
      return clock.now().getTime();
    };
    const anHourAgo = clock.now().getTime() - 3_600_000;
    const after = moved('2017-08-01T00:00:00Z', anHourAgo);
    expect(after).toBeGreaterThanOrEqual(Date.parse('2017-08-01T01:00:00Z'));
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(after);
    expect(moved('2030-01-01T00:00:00Z', anHourAgo)).toBeGreaterThanOrEqual(
      Date.parse('2030-01-01T01:00:00Z'),
    );
  });
});
