import { demoCompany } from './company.js';
import { loadDemo } from './load.js';

describe('loading the demo company', () => {
  const options = { seed: 3, lastMonth: '2026-03' };

  it('sends every row once, in order, at most 1 000 at a time, and publishes before assigning', async () => {
    const steps: string[] = [];
    const sent: Record<string, unknown[]> = {};
    const taken = await loadDemo(
      {
        describeCompany: async ({ name }) => steps.push(name),
        take: async (noun, rows) => {
          expect(rows.length).toBeLessThanOrEqual(1_000);
          if (!sent[noun]) steps.push(noun);
          sent[noun] = (sent[noun] ?? []).concat(rows);
        },
        publish: async (text, from) => steps.push(`${text} from ${from}`),
      },
      { ...options, schemes: ['code: a', 'code: b'] },
    );
    const company = demoCompany(options);
    const arrived = Object.entries(sent).map(([noun, rows]) => ({ noun, rows }));
    expect(JSON.stringify(arrived) === JSON.stringify(company)).toBe(true);
    expect(taken).toEqual(Object.fromEntries(company.map(({ noun, rows }) => [noun, rows.length])));
    expect(steps[0]).toBe('Полёт / Polyot Trade');
    expect(steps.slice(-3)).toEqual([
      'code: a from 2024-10-01',
      'code: b from 2024-10-01',
      'scheme-assignments',
    ]);
  });
});
