/** How many arguments a function takes, and how its arguments are named in messages. */
export interface FunctionSignature {
  name: string;
  argsMin: number;
  argsMax: number;
  usage: string;
}

const ANY = 50;

const signatures: readonly FunctionSignature[] = [
  { name: 'IF', argsMin: 3, argsMax: 3, usage: 'IF(condition, then, else)' },
  { name: 'MIN', argsMin: 1, argsMax: ANY, usage: 'MIN(a, b, …)' },
  { name: 'MAX', argsMin: 1, argsMax: ANY, usage: 'MAX(a, b, …)' },
  { name: 'ABS', argsMin: 1, argsMax: 1, usage: 'ABS(x)' },
  { name: 'ROUND', argsMin: 2, argsMax: 2, usage: 'ROUND(x, step)' },
  { name: 'FLOOR', argsMin: 2, argsMax: 2, usage: 'FLOOR(x, step)' },
  { name: 'CEIL', argsMin: 2, argsMax: 2, usage: 'CEIL(x, step)' },
  { name: 'DEFAULT', argsMin: 2, argsMax: 2, usage: 'DEFAULT(x, if_missing)' },
  { name: 'DIVIDE', argsMin: 3, argsMax: 3, usage: 'DIVIDE(a, b, if_zero)' },
  { name: 'DAYS', argsMin: 2, argsMax: 2, usage: 'DAYS(from, to)' },
  { name: 'MONTHS', argsMin: 2, argsMax: 2, usage: 'MONTHS(from, to)' },
  { name: 'STEP', argsMin: 2, argsMax: 2, usage: 'STEP(table.column, x)' },
  { name: 'BANDS', argsMin: 2, argsMax: 3, usage: 'BANDS(table.column, x, start)' },
  { name: 'CURVE', argsMin: 2, argsMax: 2, usage: 'CURVE(table.column, x)' },
  { name: 'MATRIX', argsMin: 3, argsMax: 3, usage: 'MATRIX(table, x, y)' },
  { name: 'MATCH', argsMin: 2, argsMax: ANY, usage: 'MATCH(table.column, key, …)' },
  { name: 'SUM', argsMin: 2, argsMax: 2, usage: 'SUM(set, x)' },
  { name: 'COUNT', argsMin: 1, argsMax: 2, usage: 'COUNT(set, condition)' },
  { name: 'PRIOR', argsMin: 1, argsMax: 2, usage: 'PRIOR(x, key)' },
  { name: 'PORTION', argsMin: 4, argsMax: 5, usage: 'PORTION(total, before, now, whole, step)' },
  { name: 'SPLIT', argsMin: 2, argsMax: 3, usage: 'SPLIT(fund, weight, step)' },
  { name: 'RANK', argsMin: 1, argsMax: 1, usage: 'RANK(x)' },
];

export const functions: ReadonlyMap<string, FunctionSignature> = new Map(
  signatures.map((signature) => [signature.name, signature]),
);

/** Words that mean something in a formula and are written in capitals. */
export const upperCaseWords: ReadonlySet<string> = new Set([
  ...functions.keys(),
  'AND',
  'OR',
  'NOT',
  'IN',
  'TRUE',
  'FALSE',
]);
