import { readFileSync } from 'node:fs';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { describeWithDataset } from './support/datasets.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const FILES: [profile: string, file: string][] = [
  ['accounts', 'accounts.csv'],
  ['products', 'products.csv'],
  ['teams', 'sales_teams.csv'],
  ['orders', 'sales_pipeline.csv'],
  ['portfolio', 'pay-inputs/portfolio.csv'],
  ['targets', 'pay-inputs/targets.csv'],
  ['complaints', 'pay-inputs/complaints.csv'],
  ['remarks', 'pay-inputs/remarks.csv'],
];

/**
 * Niesha Huffines had the worst June under scheme B: the least pay there is, 300, and of those who got it the furthest
 * from the plan, 11 214 of 24 800. What she may ask: why did I get this, and what would have got me more?
 */
describeWithDataset('crm-opportunities', 'the worst June of the crm-opportunities data', (folder) => {
  let service: TestService;
  let hr: TestAgent;
  let result: string;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    for (const [profile, file] of FILES) {
      const text = readFileSync(`examples/crm-opportunities/${profile}.yaml`, 'utf8');
      const code = /^code: (\S+)/m.exec(text)![1]!;
      await saveProfile(hr, code, text);
      expect((await sendFile(hr, code, readFileSync(path.join(folder, file)))).status).toBe(200);
    }
    const document = readFileSync('examples/crm-opportunities/scheme-b.yaml', 'utf8');
    expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
    const run = await hr.post('/v1/payroll-runs').send({ period: '2017-06', scheme: 'crm-b' });
    const { items } = (await hr.get(`/v1/results?run=${run.body.id}&limit=1000`)).body;
    const least = items.filter(({ total }: { total: string }) => total === '300');
    expect(items.every(({ total }: { total: string }) => Number(total) >= 300)).toBe(true);
    result = least.find(({ name }: { name: string }) => name === 'Niesha Huffines').id;
  }, 120_000);
  afterAll(() => service?.stop());

  const textOf = async (what: string, language: string): Promise<string> => {
    const answer = await hr
      .get(`/v1/results/${result}/${what}`)
      .set({ accept: 'text/plain', 'accept-language': language });
    expect(answer.status).toBe(200);
    return answer.text;
  };

  it('says why: 45 % of the plan, under the first row that pays, so the fund is nothing', async () => {
    const why = await textOf('explanation', 'en');
    expect(why).toContain('Niesha Huffines');
    // 11 214 / 24 800 = 45.2 %
    expect(why).toContain('= 11214 ÷ 24800');
    expect(why).toContain('Attainment of the plan (clause B.2): 45%');
    expect(why).toContain('→ from 0%: rate 0%');
    expect(why).toContain('Prize fund (clause B.3): 0');
    expect(why).toContain('Bonus (clause B.6): 0');
    expect(why).toContain('In all: 300');
  });

  it('says what would have got more, largest first', async () => {
    const more = (await textOf('what-if', 'en')).split('\n');
    const from = more.indexOf('What would bring more, each by itself:');
    const until = more.indexOf('', from);
    expect(more[1]).toBe('CRM data set, scheme B, 2017-06: in all 300');
    expect(more.slice(from + 1, until)).toEqual([
      // the plan met: 24 800 × 99.5 % = 24 676 × 1.2 % = 296.11, all norms met
      '  Sales, 13,462 more (11,214 → 24,676): +296, in all 596; pay jumps there',
      // the rows of salary: 500 from 200 points, 400 from 100, 350 from 40
      '  Portfolio complexity, 200 more (0 → 200): +200, in all 500; pay jumps there',
      // 24 800 × 89.5 % = 22 196 × 1 % = 221.96 × 60 % = 133.18
      '  Sales, 10,982 more (11,214 → 22,196): +133, in all 433; pay jumps there',
      '  Portfolio complexity, 100 more (0 → 100): +100, in all 400; pay jumps there',
      // 24 800 × 69.5 % = 17 236 is the first that rounds to 70 %: × 0.8 % = 137.89 × 60 % = 82.73
      '  Sales, 6,022 more (11,214 → 17,236): +83, in all 383; pay jumps there',
      // 11 214 / 69.5 % = 16 135.25: × 0.8 % = 89.71 × 60 % = 53.83
      '  Plan of sales, 8,664.75 less (24,800 → 16,135.25): +54, in all 354; pay jumps there',
      '  Portfolio complexity, 40 more (0 → 40): +50, in all 350; pay jumps there',
    ]);
    expect(more).toContain(
      'What makes no difference by itself: Product series sold, Deals won, Deals closed, Client complaints',
    );
  });

  it('says both in Russian', async () => {
    expect(await textOf('explanation', 'ru')).toContain('Выполнение плана (пункт B.2): 45\u00a0%');
    expect(await textOf('what-if', 'ru')).toContain(
      '  Продажи: на 6\u00a0022 больше (11\u00a0214 → 17\u00a0236): +83, всего 383; здесь выплата меняется скачком',
    );
  });
});
