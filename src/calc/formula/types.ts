import { isDay } from '../period.js';
import { combine, type Dimension, dimensionOf, isNumeric, type Unit, unitOfDimension } from '../units.js';

/**
 * What a formula yields. A number's `unit` is null for plain numbers (a product, money ÷ money), which fit any
 * unit without a currency; a bare number, written in the formula, fits any unit. A text `literal` may be a day.
 */
export type FormulaType =
  | { kind: 'number'; unit: Unit | null; dimension: Dimension; isBare: boolean }
  | { kind: 'text'; literal?: string; values?: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'date' };

export type NumberType = Extract<FormulaType, { kind: 'number' }>;

const PLAIN: NumberType = { kind: 'number', unit: null, dimension: {}, isBare: false };
export const BARE: NumberType = { ...PLAIN, isBare: true };

/** The type of a value of a unit. */
export function typeOfUnit(unit: Unit, values?: readonly string[]): FormulaType {
  if (isNumeric(unit)) return { kind: 'number', unit, dimension: dimensionOf(unit), isBare: false };
  if (unit === 'text') return values ? { kind: 'text', values } : { kind: 'text' };
  return { kind: unit as 'flag' | 'date' };
}

/** The type of both together where like units are needed; undefined when they are not alike. */
export function alike(a: FormulaType, b: FormulaType): FormulaType | undefined {
  if (a.kind === 'number' && b.kind === 'number') return alikeNumbers(a, b);
  if (a.kind === 'date' && isDayLiteral(b)) return a;
  if (b.kind === 'date' && isDayLiteral(a)) return b;
  if (a.kind === 'text' && b.kind === 'text') {
    const values = a.values ?? b.values;
    return values ? { kind: 'text', values } : { kind: 'text' };
  }
  return a.kind === b.kind ? a : undefined;
}

function alikeNumbers(a: NumberType, b: NumberType): NumberType | undefined {
  if (a.isBare) return b;
  if (b.isBare) return a;
  if (a.unit === b.unit) return a;
  const isPlain = (type: NumberType) => Object.keys(type.dimension).length === 0;
  if (a.unit === null && isPlain(b)) return b;
  if (b.unit === null && isPlain(a)) return a;
  return undefined;
}

function isDayLiteral(type: FormulaType): boolean {
  return type.kind === 'text' && type.literal !== undefined && isDay(type.literal);
}

/** Whether a formula of a type may stand where a unit is asked for. */
export function fits(type: FormulaType, unit: Unit): boolean {
  return alike(type, typeOfUnit(unit)) !== undefined;
}

/** The type of a × b (`sign` 1) or a ÷ b (-1); undefined when there is no such unit, as for money × money. */
export function multiplied(a: NumberType, b: NumberType, sign: 1 | -1): NumberType | undefined {
  const dimension = combine(a.dimension, b.dimension, sign);
  const unit = unitOfDimension(dimension);
  if (unit === undefined) return undefined;
  // A bare factor may be a price ("10 units at 200"), so the product may still become money.
  const isBare = unit === null && (sign === 1 ? a.isBare || b.isBare : a.isBare && b.isBare);
  return { kind: 'number', unit, dimension, isBare };
}

/** A type in one word of the catalogue: a unit, `plain number`, `number`. */
export function typeName(type: FormulaType): string {
  if (type.kind !== 'number') return type.kind;
  return type.unit ?? (type.isBare ? 'number' : 'plain number');
}
