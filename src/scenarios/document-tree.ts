import {
  nearest,
  type Position,
  parseNumberLiteral,
  type SourceEntry,
  type SourceNode,
  toText,
} from '../calc/index.js';

/** What is wrong with a scenario file, and where. */
export class ScenarioProblem extends Error {
  constructor(
    readonly at: Position,
    message: string,
  ) {
    super(message);
  }
}

/** Entries of a map by key; with `known`, keys that are none of them are refused with the nearest one. */
export function fieldsOf(
  node: SourceNode | undefined,
  known?: readonly string[],
): ReadonlyMap<string, SourceEntry> {
  if (!node || node.kind === 'empty') return new Map();
  if (node.kind !== 'map') throw new ScenarioProblem(node.at, `found ${node.kind}, expected keys and values`);
  const fields = new Map<string, SourceEntry>();
  for (const entry of node.entries) {
    if (fields.has(entry.key)) throw new ScenarioProblem(entry.keyAt, `"${entry.key}" stands here twice`);
    if (known && !known.includes(entry.key)) throw unknownKey(entry, known);
    fields.set(entry.key, entry);
  }
  return fields;
}

/** The problem of a key that is none of the known ones. */
export function unknownKey({ key, keyAt }: SourceEntry, known: readonly string[]): ScenarioProblem {
  const meant = nearest(key, known);
  const hint = meant === undefined ? `expected one of: ${known.join(', ')}` : `did you mean "${meant}"?`;
  return new ScenarioProblem(keyAt, `unknown "${key}"; ${hint}`);
}

export function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  if (!node || node.kind === 'empty') return [];
  if (node.kind !== 'list') throw new ScenarioProblem(node.at, `found ${node.kind}, expected a list`);
  return node.items;
}

export function textOf(node: SourceNode | undefined): string | undefined {
  if (!node || node.kind === 'empty') return undefined;
  if (node.kind !== 'scalar')
    throw new ScenarioProblem(node.at, `found ${node.kind}, expected a single value`);
  return node.text.normalize('NFC').trim();
}

/** A text that must be there. */
export function textNeeded(fields: ReadonlyMap<string, SourceEntry>, key: string, owner: SourceNode): string {
  const text = textOf(fields.get(key)?.value);
  if (text === undefined) throw new ScenarioProblem(owner.at, `"${key}" is required here`);
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
  throw new ScenarioProblem(node!.at, `found "${text}", expected true or false`);
}
