import type { SourceNode } from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';

/** Keys and words that documents use, by place: `inputs.*` has `window`, `inputs.*.window` has `year to date`. */
export interface Used {
  keys: Map<string, Set<string>>;
  words: Map<string, Set<string>>;
}

export const nothingUsed = (): Used => ({ keys: new Map(), words: new Map() });

/** Maps whose keys are names of the author's own. */
const NAMED = new Set(['inputs', 'params', 'tables', 'rows']);

/** Adds what a scheme document uses. */
export function addUsed(yaml: string, used: Used): void {
  const { root } = readSchemeSource(yaml);
  if (root) visit(root, '', used);
}

function visit(node: SourceNode, place: string, used: Used): void {
  if (node.kind === 'scalar') add(used.words, place, node.text);
  if (node.kind === 'list') for (const item of node.items) visit(item, `${place}[]`, used);
  if (node.kind !== 'map') return;
  const at = kindOf(node, place);
  for (const { key, value } of node.entries) {
    add(used.keys, at, key);
    const isNames = NAMED.has(place) || /^(tables\.\*( by \w+)?\.gives|checks\.adds_up)$/.test(place);
    visit(value, placeOf(place, isNames ? '*' : key), used);
  }
}

/** The three kinds of table are places of their own. */
function kindOf(node: Extract<SourceNode, { kind: 'map' }>, place: string): string {
  if (place === 'tables.*.rows[]') return 'tables.* by steps.rows[]';
  if (place !== 'tables.*') return place;
  const keys = node.entries.map(({ key }) => key);
  if (keys.includes('match')) return 'tables.* by match';
  return keys.includes('down') ? 'tables.* by down and across' : 'tables.* by steps';
}

/** Inputs and lines of a row set, and titles anywhere, are the same place as those of the top. */
function placeOf(place: string, key: string): string {
  if (key === 'title') return 'title';
  if (place === 'rows.*' && (key === 'inputs' || key === 'lines')) return key;
  return place === '' ? key : `${place}.${key}`;
}

function add(map: Map<string, Set<string>>, place: string, word: string): void {
  map.set(place, (map.get(place) ?? new Set()).add(word));
}
