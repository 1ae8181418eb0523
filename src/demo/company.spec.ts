import '../features/clients/clients.dto.js';
import '../features/intake/facts.dto.js';
import '../features/people/people.dto.js';
import '../features/plans/targets.dto.js';
import '../features/schemes/scheme-assignment.dto.js';
import type { FieldProblem } from '../platform/problem/domain-error.js';
import { nounOf } from '../platform/records/noun.js';
import { readRow } from '../platform/records/row.js';
import { DEMO_SEED, demoCompany } from './company.js';

const lastMonth = '2026-03';
const company = demoCompany({ seed: DEMO_SEED, lastMonth });
const rowsOf = (noun: string) => company.find((batch) => batch.noun === noun)!.rows;

/** Monday to Friday by the calendar of the runtime, not by ours. */
const isWorkday = (day: unknown) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('the demo company', () => {
  it('is the same, byte for byte, for the same seed and month', () => {
    const again = demoCompany({ seed: DEMO_SEED, lastMonth });
    expect(JSON.stringify(again) === JSON.stringify(company)).toBe(true);
  });

  it('differs for another seed', () => {
    const other = demoCompany({ seed: DEMO_SEED + 1, lastMonth });
    const same = other.filter((batch, place) => JSON.stringify(batch) === JSON.stringify(company[place]));
    // what does not depend on chance: people, catalogue, plans, who is paid by which scheme
    expect(same.map(({ noun }) => noun)).toEqual([
      'managers',
      'teams',
      'team-memberships',
      'grades',
      'manager-attributes',
      'products',
      'kpis',
      'score-levels',
      'targets',
      'scheme-assignments',
    ]);
  });

  it('has two departments with heads, 14 payees and 120 clients with names of their own', () => {
    expect(rowsOf('teams').map(({ code, head }) => [code, head])).toEqual([
      ['mass-market', '1000'],
      ['key-accounts', '2000'],
    ]);
    const payees = rowsOf('managers').filter(({ payee }) => payee);
    const inTeam = (team: string) => rowsOf('team-memberships').filter((row) => row.team === team).length;
    expect([payees.length, inTeam('mass-market'), inTeam('key-accounts')]).toEqual([14, 7, 7]);
    expect(new Set(rowsOf('clients').map(({ name }) => name)).size).toBe(120);
  });

  it('has 18 months of orders, the last one full, on weekdays only', () => {
    const days = [...new Set(rowsOf('orders').map(({ date }) => String(date)))].sort();
    const months = new Set(days.map((day) => day.slice(0, 7)));
    expect([months.size, days[0]!.slice(0, 7), days.at(-1)]).toEqual([18, '2024-10', '2026-03-31']);
    expect(days.filter((day) => !isWorkday(day))).toEqual([]);
  });

  it.each(company.map(({ noun }) => noun))('has %s that intake takes as they are', (noun) => {
    const problems: FieldProblem[] = [];
    const known = nounOf(noun).fields.map(({ property }) => property);
    for (const row of rowsOf(noun)) readRow(nounOf(noun), row, '', problems);
    expect(problems).toEqual([]);
    const unknown = rowsOf(noun).flatMap((row) => Object.keys(row).filter((name) => !known.includes(name)));
    expect(unknown).toEqual([]);
  });

  it('sends no key twice', () => {
    const repeated = company.filter(({ noun, rows }) => {
      const keys = rows.map((row) => JSON.stringify(nounOf(noun).key.map((property) => row[property])));
      return new Set(keys).size !== keys.length;
    });
    expect(repeated.map(({ noun }) => noun)).toEqual([]);
  });

  it('refers only to what came before; schemes are published by the loader', () => {
    const sent = new Map([
      ['schemes', new Set<unknown>(['mass-market', 'key-accounts', 'key-accounts-quarter'])],
    ]);
    const dangling: string[] = [];
    for (const { noun, rows } of company) {
      for (const field of nounOf(noun).fields.filter(({ ref }) => ref)) {
        for (const { [field.property]: given } of rows) {
          if (given !== undefined && !sent.get(field.ref!)?.has(given)) dangling.push(`${noun}: ${given}`);
        }
      }
      const keyProperty = nounOf(noun).key.at(-1)!;
      sent.set(noun, new Set(rows.map((row) => row[keyProperty])));
    }
    expect(dangling).toEqual([]);
  });

  it('has a level for every score, a target above zero for every payee and month worked', () => {
    const levels = new Set(rowsOf('score-levels').map(({ criterion, level }) => `${criterion}/${level}`));
    expect(rowsOf('client-scores').filter((row) => !levels.has(`${row.criterion}/${row.level}`))).toEqual([]);
    expect(rowsOf('targets').filter(({ value }) => !/^[1-9]\d*$/.test(String(value)))).toEqual([]);
    // 12 payees for 18 months, the new star for 5, the one hired mid-month for 1
    expect(rowsOf('targets').length).toBe(12 * 18 + 5 + 1);
  });

  it('has orders of every status, and some of everything else', () => {
    expect(new Set(rowsOf('orders').map(({ status }) => status))).toEqual(
      new Set(['won', 'lost', 'cancelled', 'open']),
    );
    const openBefore = rowsOf('orders').filter(
      ({ status, date }) => status === 'open' && String(date) < '2026-03',
    );
    expect(openBefore).toEqual([]);
    for (const noun of ['returns', 'complaints', 'remarks', 'kpi-readings']) {
      expect(rowsOf(noun).length).toBeGreaterThan(10);
    }
  });

  it('takes back no more than was sold, and not before it was sold', () => {
    const orders = new Map(rowsOf('orders').map((order) => [order.externalId, order]));
    const cents = (amount: unknown) => BigInt(String(amount).replace('.', ''));
    for (const { order, source, amount, date } of rowsOf('returns')) {
      const sold = orders.get(order)!;
      expect([sold.source, sold.status]).toEqual([source, 'won']);
      expect(cents(amount) <= cents(sold.amount) && String(date) > String(sold.date)).toBe(true);
    }
  });
});
