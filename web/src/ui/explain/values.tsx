import { useFormats } from '../../i18n/index.js';
import { None } from '../Figures.js';
import type { Titled } from './tree.js';

/** A title in the language in use; the code where there is none. */
export function useTitle(): (title: Titled | null, code: string) => string {
  const { language } = useFormats();
  return (title, code) => title?.[language] ?? title?.en ?? title?.ru ?? code;
}

/** A value by its unit; texts and flags as they are. */
export function UnitValue({ value, unit }: { value: string | null; unit: string }) {
  const { money, number, percent } = useFormats();
  if (value === null) return <None />;
  if (!/^-?\d+(\.\d+)?$/.test(value)) return <>{value}</>;
  const write = unit === 'money' ? money : unit === 'ratio' ? percent : number;
  return <span className="number">{write(value)}</span>;
}
