export const REQUIRED = 'a value; the field is required';
const DECIMAL = 'a decimal number as text, such as "191.00"';
const AMOUNT = 'a number from -999999999999999.9999 to 999999999999999.9999';
const NOT_NEGATIVE = 'a number from 0 to 999999999999999.9999';
export const DAY = 'a day of the calendar from 1990-01-01 to 2100-12-31, as YYYY-MM-DD';
const PERIOD = 'a period from 1990 to 2100: 2026-03, 2026-Q1 or 2026';
const INSTANT = 'an instant with its zone, such as 2026-03-01T10:00:00+03:00';
const TITLES = 'titles by language, {"en": "…", "ru": "…"}, each of 1 to 200 characters';
const CREDITS =
  'a list of {"manager": personnel number, "share": "0.5"}, each manager once, shares above 0 and at most 10';
export const CODE = 'a text of 1 to 200 characters';
const PLAIN = 'a text without control characters';

const undivided = { externalId: 'O1', date: '2026-03-01' };
export const order = { ...undivided, manager: 'M1' };
export const manager = { personnelNumber: 'M9', name: 'Nine' };
const measure = { code: 'X', title: { en: 'X' }, unit: 'count' };
const nine = '9'.repeat(30);

const level = { client: 'C1', criterion: 'size', from: '2026-01-01' };
const held = { client: 'C1', manager: 'M1', from: '2026-01-01' };
const target = { manager: 'M1', measure: 'complaints', period: '2026-03', value: '1' };
const credit = (share: string) => [{ manager: 'M1', share }];

/** What is sent otherwise, the field, what would be right, and the values that are not. */
export const wrongValues: [
  noun: string,
  record: object,
  field: string,
  expected: string,
  ...wrong: unknown[],
][] = [
  [
    'orders',
    order,
    'amount',
    DECIMAL,
    '12abc',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e9',
    '0x10',
    '1,5',
    '',
    ' 1',
    '1 000',
    '١٢٣',
    '--1',
    '1.',
  ],
  ['orders', order, 'amount', DECIMAL, 191.1, 0, true, ['1'], { amount: '1' }],
  ['orders', order, 'amount', AMOUNT, nine, `-${nine}`, '1000000000000000', '-1000000000000000'],
  ['orders', order, 'amount', 'at most 4 decimals', '0.00001', '999999999999999.99991'],
  ['orders', order, 'quantity', NOT_NEGATIVE, '-1', '-0.0001', '1000000000000000'],
  ['orders', order, 'quantity', DECIMAL, 'three', 3],
  ['orders', order, 'status', 'one of: open, won, lost, cancelled', 'sold', 'WON', '', 1],
  [
    'orders',
    order,
    'date',
    DAY,
    '2026-02-31',
    '2100-02-29',
    '1989-12-31',
    '2101-01-01',
    '2026-00-10',
    '2026-1-1',
    '03/01/2026',
    20260301,
  ],
  ['orders', order, 'date', DAY, '2026-03-01T00:00:00Z', '0000-00-00', 'yesterday', 'infinity'],
  [
    'orders',
    order,
    'happenedAt',
    INSTANT,
    '2026-03-01T10:00:00',
    '2026-03-01T24:00:00Z',
    '2026-02-31T10:00:00Z',
    '2026-03-01',
    1,
  ],
  [
    'orders',
    order,
    'sourceVersion',
    'a whole number from 0 to 2000000000',
    1.5,
    -1,
    2_000_000_001,
    '1e3',
    'one',
  ],
  ['orders', order, 'externalId', REQUIRED, null],
  ['orders', order, 'externalId', CODE, '', ' \n ', 17, { $ne: 1 }, ['O1']],
  [
    'orders',
    undivided,
    'credits',
    CREDITS,
    [],
    {},
    'M1',
    [null],
    credit('0'),
    credit('-1'),
    credit('11'),
    [...credit('1'), ...credit('1')],
  ],
  ['orders', order, 'currency', 'RUB, the currency of the company; exchange rates are not kept yet', 'USD'],
  ['returns', { ...undivided, order: 'O0' }, 'amount', NOT_NEGATIVE, '-1'],
  ['complaints', undivided, 'manager', REQUIRED, null],
  ['managers', manager, 'name', PLAIN, 'a\u0000b', 'a\ud800', '\u001b[31m'],
  ['managers', manager, 'payee', 'true or false', 'yes', 1, ''],
  [
    'managers',
    { ...manager, hiredOn: '2026-03-02' },
    'lastDay',
    '2026-03-02 or a later day: not before `hiredOn`',
    '2026-03-01',
  ],
  [
    'grades',
    { salary: '1', from: '2026-01-01' },
    'number',
    'a whole number from 0 to 1000',
    -1,
    1001,
    0.5,
    'first',
  ],
  ['grades', { number: 1, from: '2026-01-01' }, 'salary', NOT_NEGATIVE, '-0.01'],
  [
    'kpis',
    { code: 'K', unit: 'count' },
    'title',
    TITLES,
    { ru: 'К' },
    { en: 'K', de: 'K' },
    { en: 1 },
    [],
    7,
  ],
  ['kpis', { code: 'K', title: 'K' }, 'unit', 'one of: money, ratio, count, score, days, flag', 'pieces'],
  [
    'manager-attributes',
    { manager: 'M1', attribute: 'salary', from: '2026-01-01' },
    'value',
    'a number from 0 to 999999999999999',
    'a lot',
    '-1',
  ],
  ['client-scores', { ...level, points: '1' }, 'level', 'exactly one of: level, points', 'big'],
  ['client-scores', level, 'level', 'exactly one of: level, points', null],
  ['portfolio-assignments', held, 'share', 'a number from 0.000001 to 1', '0'],
  ['portfolio-assignments', held, 'share', 'a number from 0 to 1', '1.000001', '-0.5'],
  ['portfolio-assignments', held, 'share', 'at most 6 decimals', '0.3333333'],
  [
    'targets',
    { ...target, measure: 'won_amount' },
    'value',
    'a target above 0: for won_amount more is better',
    '0',
  ],
  ['targets', target, 'value', NOT_NEGATIVE, '-1'],
  [
    'targets',
    target,
    'period',
    PERIOD,
    '2026-13',
    '2026-00',
    '2026-Q5',
    '2026-3',
    '1800',
    '1989-12',
    '2101',
    2026,
  ],
  ['targets', target, 'manager', 'exactly one of: manager, team', null],
  [
    'measures',
    measure,
    'definition',
    'a measure definition: facts is one of orders, returns, complaints, remarks, kpi-readings, portfolio, clients',
    [],
    {},
    'x',
  ],
  [
    'measures',
    measure,
    'definition',
    'a measure definition: kpi-readings: kpi and aggregate sum, average, last, max, min or count',
    { facts: 'kpi-readings', kpi: '\u0000', aggregate: 'sum' },
  ],
];
