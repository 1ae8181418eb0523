import { canonicalText } from './result.js';

/** A place where two contents differ, such as `lines.bonus.value`, with both values as text; null where there is none. */
export interface Difference {
  place: string;
  stored: string | null;
  found: string | null;
}

type Entries = ReadonlyMap<string, unknown>;

/** Where `found` differs from `stored`, both of what canonical text can hold. Entries of lists go by what names them. */
export function differences(stored: unknown, found: unknown, place: string): Difference[] {
  if (Array.isArray(stored) && Array.isArray(found)) {
    const [own, other] = [byName(stored), byName(found)];
    const differing = entriesDiffer(own, other, place);
    const order = { stored: [...own.keys()].join(', '), found: [...other.keys()].join(', ') };
    return differing.length === 0 && order.stored !== order.found ? [{ place, ...order }] : differing;
  }
  if (isObject(stored) && isObject(found)) {
    return entriesDiffer(new Map(Object.entries(stored)), new Map(Object.entries(found)), place);
  }
  const texts = { stored: valueAsText(stored), found: valueAsText(found) };
  return texts.stored === texts.found ? [] : [{ place, ...texts }];
}

function entriesDiffer(stored: Entries, found: Entries, place: string): Difference[] {
  return [...new Set([...stored.keys(), ...found.keys()])].flatMap((name) =>
    differences(stored.get(name), found.get(name), `${place}.${name}`),
  );
}

const isObject = (content: unknown): content is Record<string, unknown> =>
  typeof content === 'object' && content !== null && !Array.isArray(content);

/** Entries of a list by their names where all have one and each its own, else by their places. */
function byName(list: readonly unknown[]): Map<string, unknown> {
  const names = list.map(nameOf);
  const isNamed = !names.includes('') && new Set(names).size === names.length;
  return new Map(list.map((entry, place) => [isNamed ? names[place]! : String(place), entry]));
}

/** A line of a result has its code, a line of a statement its scheme, period and code; nothing else has a name. */
function nameOf(entry: unknown): string {
  if (!isObject(entry)) return '';
  const { code, scheme, period, line } = entry;
  return [code, scheme, period, line].filter((part) => typeof part === 'string').join(' ');
}

/** An entry that is absent is not one that is null. */
function valueAsText(content: unknown): string | null {
  if (content === undefined) return null;
  return typeof content === 'object' && content !== null ? canonicalText(content) : String(content);
}
