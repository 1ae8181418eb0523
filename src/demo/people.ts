import type { Day, Period } from '../calc/period.js';
import { shiftPeriod } from '../calc/period.js';
import type { DemoBatch } from './batch.js';
import { demoMonths, middleWeekday } from './calendar.js';
import { type DemoPerson, type DemoTeam, HEADS, MID_MONTH_HIRE, PAYEES, SOKOLOVA } from './roster.js';

const teamTitles: Record<DemoTeam, string> = {
  'mass-market': 'Массовый рынок / Mass market',
  'key-accounts': 'Ключевые клиенты / Key accounts',
};

const schemesOf: Record<DemoTeam, readonly string[]> = {
  'mass-market': ['mass-market'],
  'key-accounts': ['key-accounts', 'key-accounts-quarter'],
};

/** Grades in force, each from a month of the demo on: 0 is its first. */
const grades: Record<string, readonly [fromMonth: number, grade: number][]> = {
  [SOKOLOVA]: [[0, 2]],
  '1002': [
    [0, 1],
    [11, 2],
  ],
  '1003': [[0, 1]],
  '1004': [[0, 2]],
  '1005': [[0, 1]],
  '1006': [[0, 1]],
  [MID_MONTH_HIRE]: [[0, 1]],
};

export function hiredOn({ hired }: DemoPerson, lastMonth: Period): Day {
  const month = shiftPeriod(lastMonth, -hired.monthsBack);
  return hired.day === 'middle' ? middleWeekday(month) : `${month}-${String(hired.day).padStart(2, '0')}`;
}

/** Managers, the two departments with their heads, who is in them, and what they are graded. */
export function peopleBatches(lastMonth: Period): DemoBatch[] {
  const firstDay = `${demoMonths(lastMonth)[0]}-01`;
  return [
    {
      noun: 'managers',
      rows: [...HEADS, ...PAYEES].map((person) => ({
        personnelNumber: person.personnelNumber,
        name: person.name,
        hiredOn: hiredOn(person, lastMonth),
        payee: !HEADS.includes(person),
      })),
    },
    {
      noun: 'teams',
      rows: HEADS.map(({ team, personnelNumber }) => ({
        code: team,
        title: teamTitles[team],
        head: personnelNumber,
      })),
    },
    {
      noun: 'team-memberships',
      rows: PAYEES.map((payee) => ({
        manager: payee.personnelNumber,
        team: payee.team,
        from: latest(firstDay, hiredOn(payee, lastMonth)),
      })),
    },
    { noun: 'grades', rows: gradeRows(firstDay) },
    {
      noun: 'manager-attributes',
      rows: PAYEES.flatMap((payee) => attributeRows(payee, lastMonth)),
    },
  ];
}

function gradeRows(from: Day): Record<string, unknown>[] {
  return [
    { number: 1, title: { en: 'Grade 1', ru: '1-й разряд' }, salary: '600', from },
    { number: 2, title: { en: 'Grade 2', ru: '2-й разряд' }, salary: '700', from },
  ];
}

function attributeRows(payee: DemoPerson, lastMonth: Period): Record<string, unknown>[] {
  const steps = grades[payee.personnelNumber] ?? [];
  const months = demoMonths(lastMonth);
  return steps.map(([fromMonth, grade], place) => {
    const next = steps[place + 1];
    return {
      manager: payee.personnelNumber,
      attribute: 'grade',
      value: String(grade),
      from: latest(`${months[fromMonth]}-01`, hiredOn(payee, lastMonth)),
      ...(next ? { until: `${months[next[0]]}-01` } : {}),
    };
  });
}

/** Each department is paid by its schemes from the first month on. */
export function schemeAssignments(lastMonth: Period): DemoBatch {
  const from = `${demoMonths(lastMonth)[0]}-01`;
  return {
    noun: 'scheme-assignments',
    rows: HEADS.flatMap(({ team }) => schemesOf[team].map((scheme) => ({ scheme, team, from }))),
  };
}

const latest = (one: Day, other: Day): Day => (one > other ? one : other);
