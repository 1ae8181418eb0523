import { useFormats } from '../../i18n/index.js';
import { None } from '../Figures.js';
import type { Titled } from './tree.js';

/** A title in the language in use; the code where there is none. */
export function useTitle(): (title: Titled | null, code: string) => string {
  const { language } = useFormats();
  return (title, code) => title?.[language] ?? title?.en ?? title?.ru ?? code;
}

interface UnitValueProps {
  value: string | null;
  unit: string;
  /** Of the column, for amounts. */
  decimals?: number | undefined;
}

/** Amounts on the way to a sum that is rounded may never end: they are written as other numbers are. */
const ENDLESS = /\.\d{7}/;

/** A value by its unit; texts and flags as they are. */
export function UnitValue({ value, unit, decimals }: UnitValueProps) {
  const { money, number, percent, day } = useFormats();
  if (value === null) return <None />;
  if (unit === 'date') return <>{day(value)}</>;
  if (unit === 'text' || !/^-?\d+(\.\d+)?$/.test(value)) return <>{value}</>;
  if (unit === 'money' && !ENDLESS.test(value))
    return <span className="number">{money(value, { decimals })}</span>;
  return <span className="number">{unit === 'ratio' ? percent(value) : number(value)}</span>;
}
