import { readFileSync } from 'node:fs';
import { startService, type TestService } from './support/service.js';

describe('evaluation over HTTP', () => {
  let service: TestService;
  const document = readFileSync('schemes/mass-market.yaml', 'utf8');
  const subject = `period: 2026-03
inputs: {orders: 2100, average_orders: [400, 401, 401], plan: 2300, remarks: 1, grade_salary: 700, worked_share: 1}
`;

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('computes and explains what is given, and stores nothing', async () => {
    const hr = await service.as('hr');
    const answer = await hr.post('/v1/schemes/evaluate').send({ document, subject });
    expect([answer.status, answer.body.results.length]).toEqual([200, 1]);
    const [{ result, explanation }] = answer.body.results;
    // 700 × 91 % × 30 % = 191.10, printed 191: domain, scheme A
    expect(result.totals).toEqual({ salary: '700', bonus: '191', total: '891' });
    expect(explanation.lines.find(({ code }: { code: string }) => code === 'bonus')).toMatchObject({
      withValues: '700 * 91% * 30%',
      exact: '191.1',
    });
    expect((await hr.get('/v1/schemes')).body).toEqual([]);
  });

  it('says where a subject is wrong', async () => {
    const hr = await service.as('hr');
    const answer = await hr.post('/v1/schemes/evaluate').send({ document, subject: 'period: 2026-13\n' });
    expect(answer.body).toMatchObject({ status: 422, type: 'urn:premia:problem:evaluation-refused' });
    expect(answer.body.detail).toMatch(/2026-13.*line 1/);
  });
});
