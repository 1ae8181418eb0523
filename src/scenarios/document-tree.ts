import { nearest, parseNumberLiteral, type SourceEntry, type SourceNode, toText } from '../calc/index.js';
import { ScenarioProblem } from './problems.js';

/** Entries of a map by key; with `known`, keys that are none of them are refused with the nearest one. */
export function fieldsOf(
  node: SourceNode | undefined,
  known?: readonly string[],
): ReadonlyMap<string, SourceEntry> {
  if (!node || node.kind === 'empty') return new Map();
  if (node.kind !== 'map') throw wrongKind(node, 'map');
  const fields = new Map<string, SourceEntry>();
  for (const entry of node.entries) {
    if (fields.has(entry.key)) throw new ScenarioProblem(entry.keyAt, 'key-repeated', { key: entry.key });
    if (known && !known.includes(entry.key)) throw unknownKey(entry, known);
    fields.set(entry.key, entry);
  }
  return fields;
}

/** Refuses a scheme's own document where examples are expected: the two files are easily taken for each other. */
export function refuseScheme(root: SourceNode, expected: string): void {
  const isScheme = root.kind === 'map' && root.entries.some(({ key }) => key === 'lines');
  if (isScheme) throw new ScenarioProblem(root.at, 'scheme-instead', { expected });
}

/** The problem of a key that is none of the known ones. */
export function unknownKey({ key, keyAt }: SourceEntry, known: readonly string[]): ScenarioProblem {
  return new ScenarioProblem(keyAt, 'key-unknown', {
    key,
    meant: nearest(key, known) ?? '',
    known: known.join(', '),
  });
}

function wrongKind(node: SourceNode, expected: SourceNode['kind']): ScenarioProblem {
  return new ScenarioProblem(node.at, 'kind-wrong', { found: node.kind, expected });
}

export function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  if (!node || node.kind === 'empty') return [];
  if (node.kind !== 'list') throw wrongKind(node, 'list');
  return node.items;
}

export function textOf(node: SourceNode | undefined): string | undefined {
  if (!node || node.kind === 'empty') return undefined;
  if (node.kind !== 'scalar') throw wrongKind(node, 'scalar');
  return node.text.normalize('NFC').trim();
}

/** A text that must be there. */
export function textNeeded(fields: ReadonlyMap<string, SourceEntry>, key: string, owner: SourceNode): string {
  const text = textOf(fields.get(key)?.value);
  if (text === undefined) throw new ScenarioProblem(owner.at, 'key-needed', { key });
  return text;
}

/** A value as calc takes it: `~` is null, `50%` is 0.5, anything else as written. */
export function scalarValue(node: SourceNode): string | null {
  const text = textOf(node);
  if (text === undefined) return null;
  const ratio = text.endsWith('%') ? parseNumberLiteral(text) : undefined;
  return ratio ? toText(ratio) : text;
}

export function flagOf(node: SourceNode | undefined): boolean | undefined {
  const text = textOf(node);
  if (text === undefined || text === 'true' || text === 'false')
    return text === undefined ? undefined : text === 'true';
  throw new ScenarioProblem(node!.at, 'flag-wrong', { found: text });
}
