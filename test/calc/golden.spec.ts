import { readFileSync } from 'node:fs';
import { decimal, evaluate, failureText, payMix, type Result, round, toText } from '../../src/calc/index.js';
import { given, lineOf, oneLiner, schemeOf, shippedScheme } from './support.js';

/** The figures the source of the project prints; every expected value below comes from this file. */
const golden = JSON.parse(readFileSync('test/golden/seed-cases.json', 'utf8')) as { cases: GoldenCase[] };
// biome-ignore lint/suspicious/noExplicitAny: each case of the file has a shape of its own
type GoldenCase = { id: string; inputs: any; expect: any; also: any };
const caseOf = (id: string) => golden.cases.find((candidate) => candidate.id === id)!;
/** Texts of the file as canonical texts: 30% is 0.3, 782.60 is 782.6. */
const canonical = (text: string) =>
  text.endsWith('%') ? toText(decimal(text.slice(0, -1)).div(100)) : toText(decimal(text));

const massMarket = shippedScheme('schemes/mass-market.yaml');
const massMarketKpi = shippedScheme('schemes/mass-market-kpi.yaml');
const keyAccounts = shippedScheme('schemes/key-accounts.yaml');
const keyAccountsQuarter = shippedScheme('schemes/key-accounts-quarter.yaml');

const fullMonth = {
  orders: '2100',
  average_orders: ['400', '400', '400'],
  plan: '2300',
  remarks: '1',
  grade_salary: '700',
  worked_share: '1',
};

describe('scheme A, premium by remarks', () => {
  const { inputs, expect: expected, also } = caseOf('A-bonus');

  it('pays the printed bonus of a full month', () => {
    const result = evaluate(massMarket, {
      period: '2026-03',
      inputs: given({
        ...fullMonth,
        orders: inputs.orders_done,
        plan: inputs.orders_plan,
        remarks: String(inputs.remarks),
        grade_salary: inputs.salary,
      }),
    });
    expect(lineOf(result, 'premium').value).toBe(canonical(expected.premium_percent));
    expect(lineOf(result, 'efficiency').value).toBe(expected.efficiency);
    expect(lineOf(result, 'bonus')).toMatchObject({
      exact: canonical(expected.bonus_unrounded),
      value: expected.bonus,
    });
    expect(result).toMatchObject({
      complete: true,
      totals: { salary: inputs.salary, bonus: expected.bonus },
    });
  });

  it('shrinks the plan with the time worked', () => {
    const half = also.half_month;
    const result = evaluate(massMarket, {
      period: '2026-03',
      inputs: given({
        ...fullMonth,
        orders: half.orders_done,
        plan: half.orders_plan_full,
        grade_salary: half.salary_full,
        worked_share: canonical(half.worked_share),
      }),
    });
    expect(result.inputs.plan?.value).toBe(half.expect.plan);
    expect(lineOf(result, 'salary').value).toBe(half.expect.salary);
    expect(lineOf(result, 'efficiency').value).toBe(half.expect.efficiency);
    expect(lineOf(result, 'bonus')).toMatchObject({
      exact: canonical(half.expect.bonus_unrounded),
      value: half.expect.bonus,
    });
  });

  it('pays nothing, and fails nothing, when no day was worked', () => {
    const result = evaluate(massMarket, {
      period: '2026-03',
      inputs: given({ ...fullMonth, orders: '0', worked_share: '0' }),
    });
    expect(result).toMatchObject({ complete: true, totals: { salary: '0', bonus: '0', total: '0' } });
  });
});

describe('scheme A, premium by weights', () => {
  const flags = ['mystery_shopper', 'calls_answered', 'call_list_done', 'documents_clean', 'improvement'];
  const allMet = Object.fromEntries(flags.map((flag) => [flag, 'true']));
  const inputs = { ...fullMonth, complaints: '0', ...allMet };

  it('gives the same 191 after one remark: 40 % without the 10 for "no remarks"', () => {
    const result = evaluate(massMarketKpi, { period: '2026-03', inputs: given(inputs) });
    expect(lineOf(result, 'premium').value).toBe(canonical(caseOf('A-bonus').expect.premium_percent));
    expect(lineOf(result, 'bonus').value).toBe(caseOf('A-bonus').expect.bonus);
  });

  it.each([...flags, 'complaints'])('takes 5 %% for %s', (name) => {
    const spoilt = { ...inputs, remarks: '0', [name]: name === 'complaints' ? '1' : 'false' };
    const result = evaluate(massMarketKpi, { period: '2026-03', inputs: given(spoilt) });
    expect(lineOf(result, 'premium').value).toBe('0.35');
  });

  it('fails by name for a flag that nobody read', () => {
    const unread = { ...inputs, improvement: [] };
    const result = evaluate(massMarketKpi, { period: '2026-03', inputs: given(unread) });
    expect(lineOf(result, 'bonus')).toMatchObject({
      value: null,
      failure: { code: 'line-failed', cause: { code: 'input-missing', facts: { input: 'improvement' } } },
    });
    expect(result.totals).toEqual({ salary: '700', bonus: null, total: null });
  });
});

describe('grades of scheme A', () => {
  it.each(caseOf('A-grade').expect as [string, string | null][])(
    '%s orders a month propose the salary %s',
    (average, salary) => {
      const inputs = given({
        ...fullMonth,
        grade_salary: '500',
        average_orders: [average, average, average],
      });
      const result = evaluate(massMarket, { period: '2026-03', inputs });
      expect(result.grade?.salary ?? null).toBe(salary);
      expect(lineOf(result, 'salary').value).toBe('500');

      const trial = evaluate(massMarket, { period: '2026-03', inputs, trial: true });
      expect(lineOf(trial, 'salary').value).toBe(salary ?? '500');
    },
  );

  it('costs per order as printed', () => {
    const { inputs, expect: expected } = caseOf('A-cost-per-order');
    const scheme = schemeOf(
      oneLiner('salary / orders', { salary: 'money', orders: 'count' }, 'unit: money, round: 0.01'),
    );
    for (const [index, salary] of (inputs.salary as string[]).entries()) {
      const result = evaluate(scheme, {
        period: '2026-03',
        inputs: given({ salary, orders: inputs.orders[index] }),
      });
      expect(lineOf(result, 'line').value).toBe(canonical(expected[index]));
    }
  });
});

const month = {
  complexity: '1680',
  sales: '86000',
  // 86 000 is 107 % of it, to the whole percent.
  plan_sales: '80374',
  groups: '1',
  won: '3',
  closed: '4',
  complaints: '0',
  worked_share: '1',
};

describe('scheme B', () => {
  const result = evaluate(keyAccounts, { period: '2026-03', inputs: given(month) });

  it('pays salary by portfolio complexity, 1183 in all', () => {
    expect(month.complexity).toBe(caseOf('B-salary').inputs.portfolio_complexity);
    expect(lineOf(result, 'salary').value).toBe(caseOf('B-salary').expect.salary);
    const { expect: expected } = caseOf('B-bonus');
    expect(lineOf(result, 'bonus')).toMatchObject({
      exact: canonical(expected.bonus_unrounded),
      value: expected.bonus,
    });
    expect(result.totals.total).toBe(expected.total);
  });

  it('funds the prize by the progressive percent', () => {
    const { inputs, expect: expected } = caseOf('B-fund');
    expect(lineOf(result, 'attainment').value).toBe(canonical(inputs.attainment));
    expect(lineOf(result, 'fund').value).toBe(expected.prize_fund);
  });

  it.each([
    ['0', '783'],
    ['1', '783'],
    ['2', '626'], // 782.60 × 80 % = 626.08
    ['3', '391'], // 782.60 × 50 % = 391.30
  ])('limits the bonus: %s complaints pay %s', (complaints, bonus) => {
    const limited = evaluate(keyAccounts, { period: '2026-03', inputs: given({ ...month, complaints }) });
    expect(lineOf(limited, 'bonus').value).toBe(bonus);
  });

  it.each(caseOf('B-quarter').expect as { complaints: number; lost_clients: number; bonus: string }[])(
    'pays the quarter: %p',
    ({ complaints, lost_clients, bonus }) => {
      const quarter = evaluate(keyAccountsQuarter, {
        period: '2026-Q1',
        inputs: given({
          salaries: caseOf('B-quarter').inputs.monthly_salary,
          complaints: String(complaints),
          lost: String(lost_clients),
        }),
      });
      expect(quarter.totals.total).toBe(bonus);
    },
  );

  it('fails the quarter when a month has no result: silently low is worse', () => {
    const inputs = given({ salaries: ['400', null, '400'], complaints: '0', lost: '0' });
    const quarter = evaluate(keyAccountsQuarter, { period: '2026-Q1', inputs });
    expect(quarter.totals.total).toBeNull();
    expect(failureText(quarter.inputs.salaries!.failure!)).toBe(
      'input salaries is missing: there is nothing for 2',
    );
    expect(failureText(quarter.inputs.salaries!.failure!, 'ru')).toBe(
      'нет значения показателя salaries: нет данных за 2',
    );
  });
});

describe('pay mix', () => {
  const mixes = caseOf('pay-mix').expect as {
    scheme: string;
    salary: string;
    total: string;
    share: string;
    inside: boolean;
  }[];

  it.each(mixes)('of scheme $scheme is $share', ({ scheme, salary, total, share, inside }) => {
    const bonus = toText(decimal(total).minus(salary));
    const result = { totals: { salary, bonus, total } } as unknown as Result;
    const mix = payMix(scheme === 'A' ? massMarket : keyAccounts, result);
    expect(mix?.shareText).toBe(share);
    expect(mix?.status).toBe(inside ? 'above-hint' : 'above-max');
  });

  it.each([
    ['400', '1000', 'above-hint'], // exactly the ceiling
    ['401', '1000', 'above-max'],
    ['300', '1000', 'inside'], // exactly the hint
  ])('salary %s of %s is %s of scheme B', (salary, total, status) => {
    expect(payMix(keyAccounts, { totals: { salary, total } } as unknown as Result)?.status).toBe(status);
  });

  it('is not told when a total is not known, or nothing is paid', () => {
    expect(payMix(keyAccounts, { totals: { salary: '400', total: null } } as unknown as Result)).toBeNull();
    expect(payMix(keyAccounts, { totals: { salary: '0', total: '0' } } as unknown as Result)).toBeNull();
  });
});

describe('crm-opportunities: the expected pay of every agent', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the file's shape is checked by what is read of it
  const crm = JSON.parse(readFileSync('test/golden/crm-2017.json', 'utf8')) as any;
  const folder = 'examples/crm-opportunities';
  const [a, b, quarter] = ['scheme-a', 'scheme-b', 'scheme-b-quarter'].map((name) =>
    shippedScheme(`${folder}/${name}.yaml`),
  );
  /** At the scale the file prints. */
  const atScale = (value: string | null, printed: string) => {
    const places = printed.split('.')[1]?.length ?? 0;
    return (
      value &&
      round(decimal(value), {
        to: decimal(places ? `0.${'0'.repeat(places - 1)}1` : '1'),
        mode: 'half-away',
      }).toFixed(places)
    );
  };

  it.each(Object.entries<Record<string, string>>(crm['2017-06'].A))('A: %s', (_, expected) => {
    const { deals, average_deals, plan_deals, remarks } = expected;
    const inputs = given({
      deals: deals!,
      average_deals: [average_deals!],
      plan_deals: plan_deals!,
      remarks: String(remarks),
    });
    const result = evaluate(a!, { period: '2017-06', inputs });
    for (const code of ['salary', 'efficiency', 'premium_percent', 'bonus']) {
      expect(atScale(lineOf(result, code).value, expected[code]!)).toBe(expected[code]);
    }
    expect(result.totals.total).toBe(expected.total);
  });

  it.each(Object.entries<Record<string, string>>(crm['2017-06'].B))('B: %s', (_, expected) => {
    // The file prints the win rate, not its deals; ten thousand deals keep its four decimals.
    const won = toText(decimal(expected.win_rate!).times(10000));
    const inputs = given({
      portfolio_complexity: String(expected.portfolio_complexity),
      sales: expected.sales!,
      plan_sales: expected.plan_sales!,
      series_sold: String(expected.series_sold),
      won,
      closed: '10000',
      complaints: String(expected.complaints),
    });
    const result = evaluate(b!, { period: '2017-06', inputs });
    for (const code of [
      'attainment',
      'progressive_percent',
      'prize_fund',
      'win_rate',
      'kpi_percent',
      'limiting',
      'salary',
      'bonus',
    ]) {
      expect([code, atScale(lineOf(result, code).value, expected[code]!)]).toEqual([code, expected[code]]);
    }
    expect(result.totals.total).toBe(expected.total);
  });

  it.each(Object.entries<Record<string, string>>(crm['2017-Q3'].B_quarter))(
    'B, quarter: %s',
    (_, expected) => {
      const inputs = given({
        complaints: String(expected.complaints),
        lost_clients: String(expected.lost_clients),
        quarter_salary: [expected.quarter_salary!],
      });
      expect(evaluate(quarter!, { period: '2017-Q3', inputs }).totals.total).toBe(expected.bonus);
    },
  );
});
