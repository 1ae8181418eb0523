import { toSnappedText } from './decimal.js';
import type { Case, Outcome } from './lint-probe.js';
import type { Variable } from './lint-variables.js';
import { FIELD_TITLES } from './row-fields.js';
import type { Scheme } from './scheme-document.js';
import { keyOf, readsOf } from './scheme-graph.js';
import type { Title } from './values.js';

/**
 * The case that shows a finding: the input that moved with its values before and after, what pay was and became
 * (null: no pay could be computed), and the values of all the others.
 */
export interface Witness {
  input?: string;
  before?: string;
  after?: string;
  payBefore?: string | null;
  payAfter?: string | null;
  others: Record<string, string | null>;
}

export function witnessOf(others: Case, more: Omit<Witness, 'others'> = {}): Witness {
  const rest = [...others].filter(([key]) => key !== more.input);
  return { ...more, others: Object.fromEntries(rest) };
}

export const payText = ({ pay }: Outcome): string | null => pay && toSnappedText(pay);

/** How a variable is called in both languages, as facts of a text. */
export function titleFacts(
  variable: Pick<Variable, 'key' | 'title'>,
  prefix: string,
): Record<string, string> {
  const title: Title = variable.title ?? FIELD_TITLES[variable.key.split('.')[1] ?? ''] ?? {};
  const en = title.en ?? title.ru ?? variable.key;
  return { [`${prefix}En`]: en, [`${prefix}Ru`]: title.ru ?? en };
}

const OTHERS_MAX = 8;

/** `Plan of sales 80000, Complaints 0`: values of the case that pay depends on, as facts of a text. */
export function othersFacts(
  scheme: Scheme,
  variables: readonly Variable[],
  values: Case,
  except?: string,
): Record<string, string> {
  const known = payReads(scheme);
  const told = variables.filter(({ key }) => key !== except && known.has(key)).slice(0, OTHERS_MAX);
  const listed = (language: 'En' | 'Ru') =>
    told
      .map((variable) => `${titleFacts(variable, 't')[`t${language}`]} ${values.get(variable.key) ?? '—'}`)
      .join(', ');
  return { othersEn: listed('En'), othersRu: listed('Ru') };
}

/** Keys of everything that pay is made of: inputs, lines, columns of rows, and fields they read. */
export function payReads(scheme: Scheme): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { code, pay } of scheme.lines.values()) if (pay !== undefined) addReads(scheme, code, found);
  for (const set of scheme.rows.values()) {
    for (const { code, pay } of set.lines.values())
      if (pay !== undefined) addReads(scheme, keyOf(code, set), found);
  }
  return found;
}

/** Adds a key and the keys of everything it is made of. */
export function addReads(scheme: Scheme, key: string, found: Set<string>): void {
  if (found.has(key)) return;
  found.add(key);
  const [first, name] = key.split('.') as [string, string | undefined];
  const set = name === undefined ? undefined : scheme.rows.get(first);
  const isComputed = set
    ? set.inputs.has(name!) || set.lines.has(name!)
    : scheme.inputs.has(key) || scheme.lines.has(key);
  if (!isComputed) return;
  for (const to of readsOf(scheme, name ?? first, set)) addReads(scheme, to, found);
}
