import { readFile } from 'node:fs/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { DEMO_SEED, loadDemo } from '../src/demo/index.js';
import { CompanyService } from '../src/features/company/index.js';
import { SchemesService } from '../src/features/schemes/index.js';
import { nounOf } from '../src/platform/records/noun.js';
import { RecordsService } from '../src/platform/records/records.service.js';
import { PaidMonths, type PaidStatement, type Unusual } from './support/paid-months.js';
import { startService, type TestService } from './support/service.js';

const SCHEMES = ['mass-market', 'key-accounts', 'key-accounts-quarter'];
const MONTHS = Array.from({ length: 12 }, (_, place) => `2025-${String(place + 1).padStart(2, '0')}`);

/** A month is due on the first of the next at 03:00 in Moscow, which is midnight in UTC. */
const dueAt = (month: string) =>
  month === '2025-12'
    ? '2026-01-01T00:00:00Z'
    : `2025-${String(Number(month.slice(5)) + 1).padStart(2, '0')}-01T00:00:00Z`;

describe('a calendar year of the demo company', () => {
  let service: TestService;
  let months: PaidMonths;
  const paid = new Map<string, PaidStatement[]>();
  const linesOf = (month: string, personnelNumber: string) =>
    paid
      .get(month)!
      .find((statement) => statement.personnelNumber === personnelNumber)!
      .lines.map(({ scheme, pay, amount }) => [scheme, pay, amount]);

  beforeAll(async () => {
    service = await startService();
    const { app } = service;
    const schemes = await Promise.all(SCHEMES.map((code) => readFile(`schemes/${code}.yaml`, 'utf8')));
    await loadDemo(
      {
        describeCompany: (company) => app.get(CompanyService).write(company),
        take: (noun, rows) => app.get(RecordsService).takeBatch(nounOf(noun), rows, 'demo'),
        publish: (document, from) => app.get(SchemesService).publish({ document, from }, 'demo', 'en'),
      },
      { seed: DEMO_SEED, lastMonth: '2025-12', schemes },
    );
    months = await PaidMonths.of(service, ['1000', '2000']);
  }, 60_000);
  afterAll(async () => {
    months?.stop();
    await service?.stop();
  });

  const adjusted = (period: string, kind: string, amount: string) => async (clerk: TestAgent) => {
    const wanted = { period, manager: '1002', kind, amount, reason: 'as agreed', clause: '6.1' };
    const { body } = await clerk.post('/v1/adjustments').send(wanted);
    expect([body.detail, body.applied]).toEqual([undefined, amount]);
  };
  /** What is agreed on beside the schemes, and what the payroll system takes exception to. */
  const unusual: Record<string, Unusual> = {
    '2025-04': { review: adjusted('2025-04', 'agreed', '1500.25') },
    '2025-05': { rejected: [1, 3] },
    '2025-11': { review: adjusted('2025-11', 'correction', '-0.01'), rejected: [2] },
  };

  it.each(MONTHS)(
    '%s is computed by the schedule, approved, closed, exported and paid, to the cent',
    async (month) => {
      paid.set(month, await months.pay(month, dueAt(month), unusual[month]));
    },
  );

  it('ends with the pay that the domain prints', () => {
    // domain §3: 700 + 191; §4: 400 + 783
    expect(linesOf('2025-12', '1001')).toEqual([
      ['mass-market', 'salary', '700'],
      ['mass-market', 'bonus', '191'],
    ]);
    expect(linesOf('2025-12', '2001').slice(0, 2)).toEqual([
      ['key-accounts', 'salary', '400'],
      ['key-accounts', 'bonus', '783'],
    ]);
  });

  it('pays what was agreed beside the schemes', () => {
    expect(linesOf('2025-04', '1002').at(-1)).toEqual([undefined, 'agreed', '1500.25']);
    expect(linesOf('2025-11', '1002').at(-1)).toEqual([undefined, 'correction', '-0.01']);
  });

  it('is proved whole, and nothing is left unpaid', () => months.prove());
});
