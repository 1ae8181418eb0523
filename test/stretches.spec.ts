import { compileScheme, type DayRange } from '../src/calc/index.js';
import { Assignments } from '../src/features/payroll/assignments.js';
import { assignedSchemes } from '../src/features/payroll/due-schemes.js';
import { byStretches, stretchOf } from '../src/features/payroll/stretches.js';
import type { Payee } from '../src/features/people/index.js';
import { WorkCalendar } from '../src/features/people/work-calendar.js';
import type { SchemeInForce } from '../src/features/schemes/index.js';
import { readSchemeSource } from '../src/platform/scheme-source.js';

const SCHEME = `code: s\ntitle: S\nperiod: month\nlines: [{code: a, formula: '1', unit: count}]`;
const { scheme } = compileScheme(readSchemeSource(SCHEME).root!);
const version = (from: string, until: string | null): SchemeInForce => ({
  ...{ versionId: '1', schemeId: '1', number: 1, hash: '' },
  ...{ from, until, scheme: scheme! },
});

const team = (value: string, from: string, until: string | null = null) => ({ value, from, until });
const payeeOf = (teams: Payee['teams'], employed: Partial<Payee> = {}): Payee => ({
  ...{ id: 'P', personnelNumber: '1', name: 'N', hiredOn: null, lastDay: null },
  ...{ teams, attributes: {}, absences: [], calendar: new WorkCalendar([]) },
  ...employed,
});
const own = (from: string, until: string | null = null) => ({
  ...{ scheme: 's', managerId: 'P', teamId: null, from, until },
});
const ofTeam = (teamId: string, from: string, until: string | null = null) => ({
  ...{ scheme: 's', managerId: null, teamId, from, until },
});

type Part = 'whole' | [from: string, until: string, isLast: boolean];
function parts(
  payee: Payee,
  rows: ConstructorParameters<typeof Assignments>[0],
  inForce = version('1990-01-01', null),
): Part[] {
  const due = { version: inForce, period: '2026-03', isLast: true };
  const told = (days: DayRange, isLast: boolean): Part => [days.start, days.end, isLast];
  return byStretches(due, [payee], new Assignments(rows)).map(({ part }) =>
    part ? told(part.days, part.isLast) : 'whole',
  );
}

describe('the parts of a month', () => {
  const nobody = payeeOf([]);
  it.each<[what: string, payee: Payee, rows: Parameters<typeof parts>[1], expected: Part[]]>([
    ['assigned all month', nobody, [own('2026-01-01')], ['whole']],
    ['not assigned', nobody, [own('2026-04-01'), own('2026-01-01', '2026-03-01')], []],
    ['assigned in the middle', nobody, [own('2026-03-11')], [['2026-03-11', '2026-04-01', true]]],
    [
      'assigned twice with days between',
      nobody,
      [own('2026-01-01', '2026-03-06'), own('2026-03-11')],
      [
        ['2026-03-01', '2026-03-06', false],
        ['2026-03-11', '2026-04-01', true],
      ],
    ],
    [
      'assigned anew on the next day',
      nobody,
      [own('2026-01-01', '2026-03-11'), own('2026-03-11')],
      ['whole'],
    ],
    [
      'in one team and then in another of the same scheme',
      payeeOf([team('A', '2026-01-01', '2026-03-11'), team('B', '2026-03-11')]),
      [ofTeam('A', '2026-01-01'), ofTeam('B', '2026-01-01')],
      ['whole'],
    ],
    [
      'in a team, and in person from before it ends',
      payeeOf([team('A', '2026-01-01', '2026-03-11')]),
      [ofTeam('A', '2026-01-01'), own('2026-03-05')],
      ['whole'],
    ],
    [
      'in a team without the scheme since the 11th',
      payeeOf([team('A', '2026-01-01', '2026-03-11'), team('B', '2026-03-11')]),
      [ofTeam('A', '2026-01-01')],
      [['2026-03-01', '2026-03-11', true]],
    ],
    [
      'hired and assigned on the 11th, gone on the 20th',
      payeeOf([], { hiredOn: '2026-03-11', lastDay: '2026-03-20' }),
      [own('2026-03-11')],
      ['whole'],
    ],
  ])('%s', (_, payee, rows, expected) => {
    expect(parts(payee, rows)).toEqual(expected);
  });

  it('end where a version does', () => {
    const rows = [own('2026-01-01')];
    expect([
      parts(nobody, rows, version('1990-01-01', '2026-03-16')),
      parts(nobody, rows, version('2026-03-16', null)),
      parts(payeeOf([], { hiredOn: '2026-03-16' }), rows, version('1990-01-01', '2026-03-16')),
      parts(payeeOf([], { hiredOn: '2026-03-16' }), rows, version('2026-03-16', null)),
    ]).toEqual([[['2026-03-01', '2026-03-16', false]], [['2026-03-16', '2026-04-01', true]], [], ['whole']]);
  });

  it('have the norm days of their own and of the period, where the calendar knows the year', () => {
    const part = { days: { start: '2026-03-16', end: '2026-04-01' }, isLast: true };
    const of = { period: '2026-03', untold: [] };
    expect(stretchOf(part, nobody, of)).toEqual({
      ...{ from: '2026-03-16', until: '2026-04-01', days: '12', of: '22', last: true },
    });
    const unknown = new WorkCalendar([{ from: '2026-01-01', until: null, hoursPerDay: '8', days: [] }]);
    expect(stretchOf(part, payeeOf([], { calendar: unknown }), of)).toMatchObject({ days: null, of: null });
  });
});

describe('the schemes that fall due', () => {
  /** A version of a scheme that reads the schemes named. */
  const versionOf = (
    code: string,
    number: number,
    [from, until]: [string, string | null],
    { reads = [], period = 'month' }: { reads?: string[]; period?: string } = {},
  ): SchemeInForce => {
    const inputs = reads.map(
      (other) => `  ${other}: {line: x, scheme: ${other}, window: this period, take: sum, unit: count}\n`,
    );
    const source = `code: ${code}\ntitle: S\nperiod: ${period}\n${inputs.length ? `inputs:\n${inputs.join('')}` : ''}lines: [{code: x, formula: '1', unit: count}]`;
    const { scheme, findings } = compileScheme(readSchemeSource(source).root!);
    expect(findings).toEqual([]);
    return { ...version(from, until), number, scheme: scheme! };
  };
  const due = (month: string, ...versions: SchemeInForce[][]) =>
    assignedSchemes(month, new Map(versions.map((each) => [each[0]!.scheme.code, each]))).map(
      ({ version: { scheme, number }, period, isLast }) => `${scheme.code} ${number} ${period} ${isLast}`,
    );
  const inJuly = '2025-07-01';

  it('come after what they read, whatever versions before them read', () => {
    const a = [
      versionOf('a', 1, ['2025-01-01', inJuly], { reads: ['b'] }),
      versionOf('a', 2, [inJuly, null]),
    ];
    const b = [
      versionOf('b', 1, ['2025-01-01', inJuly]),
      versionOf('b', 2, [inJuly, null], { reads: ['a'] }),
    ];
    expect(due('2025-12', b, a)).toEqual(['a 2 2025-12 true', 'b 2 2025-12 true']);
    expect(due('2025-06', a, b)).toEqual(['b 1 2025-06 false', 'a 1 2025-06 false']);
  });

  it('are both versions of a year, after all that either reads', () => {
    const year = [
      versionOf('y', 1, ['2025-01-01', inJuly], { reads: ['m'], period: 'year' }),
      versionOf('y', 2, [inJuly, null], { period: 'year' }),
    ];
    const monthly = [versionOf('m', 1, ['2025-01-01', null])];
    expect(due('2025-12', year, monthly)).toEqual(['m 1 2025-12 true', 'y 1 2025 false', 'y 2 2025 true']);
    expect(due('2025-11', year, monthly)).toEqual(['m 1 2025-11 true']);
  });
});
