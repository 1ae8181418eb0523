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
];

export const functions: ReadonlyMap<string, FunctionSignature> = new Map(
  signatures.map((signature) => [signature.name, signature]),
);

/** Functions of the language that need row sets or teams, which this version does not compute yet. */
export const functionsToCome: ReadonlySet<string> = new Set([
  'SUM',
  'COUNT',
  'PRIOR',
  'PORTION',
  'SPLIT',
  'RANK',
]);

/** Words that mean something in a formula and are written in capitals. */
export const upperCaseWords: ReadonlySet<string> = new Set([
  ...functions.keys(),
  ...functionsToCome,
  'AND',
  'OR',
  'NOT',
  'IN',
  'TRUE',
  'FALSE',
]);
