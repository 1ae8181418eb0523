import type { Decimal } from './decimal.js';
import type { DocumentReader } from './document.js';
import type { InputRange } from './scheme-document.js';
import type { SourceNode } from './source.js';
import type { Unit } from './units.js';
import { isDecimal } from './values.js';

/** Reads `range: {min, max, typical}` of an input: what it may be, before proration. Pay never depends on it. */
export function readRange(
  reader: DocumentReader,
  node: SourceNode | undefined,
  path: string,
  unit: Unit,
): InputRange | undefined {
  const fields = node && reader.fields(node, path, ['min', 'max', 'typical'], ['min', 'max']);
  if (!fields) return undefined;
  const bound = (key: string): Decimal | undefined => {
    const value = reader.value(fields.get(key)?.value, `${path}.${key}`, unit);
    return value !== undefined && isDecimal(value) ? value : undefined;
  };
  const [min, max, typical] = [bound('min'), bound('max'), bound('typical')];
  if (!min || !max) return undefined;
  const isInOrder = min.lt(max) && !typical?.lt(min) && !typical?.gt(max);
  if (!isInOrder) reader.findings.error('range-order', node.at, path);
  return { min, max, ...(typical && { typical }) };
}
