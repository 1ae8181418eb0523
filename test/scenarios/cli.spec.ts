import { evaluate, scenario } from '../../src/cli/scenario.js';

/** Runs a command and gathers what it prints. */
async function outputOf(run: typeof scenario, positionals: string[], values = {}) {
  const printed: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  try {
    return { code: await run(positionals, values), printed: printed.join('') };
  } finally {
    process.stdout.write = write;
  }
}

describe('premia scenario', () => {
  it('answers 0 when every file is as expected', async () => {
    const { code, printed } = await outputOf(scenario, [
      'schemes/hunter.scenarios.yaml',
      'schemes/team-pool.scenarios.yaml',
    ]);
    expect(code).toBe(0);
    expect(printed.trim().split('\n')).toHaveLength(2);
  });

  it('answers 1 when one differs or cannot be read', async () => {
    const { code, printed } = await outputOf(scenario, [
      'schemes/hunter.scenarios.yaml',
      'schemes/hunter.yaml',
    ]);
    expect(code).toBe(1);
    expect(printed).toContain('this file is a scheme; a file with "schemes:", "scenarios:" is expected here');
  });

  it('asks for files', async () => {
    await expect(scenario([], {})).rejects.toThrow('expected scenario files');
    await expect(evaluate(['one'], {})).rejects.toThrow('expected a scheme and a subject file');
  });
});
