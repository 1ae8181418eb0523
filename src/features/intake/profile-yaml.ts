import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { nearest } from '../../calc/index.js';
import type { FieldProblem } from '../../platform/problem/domain-error.js';
import type { Expectation } from '../../platform/records/expectations.js';
import { fieldProblem } from '../../platform/records/row.js';
import { nestsTooDeep } from '../../platform/yaml-depth.js';

export const PROFILE_LENGTH_MAX = 256 * 1024;

/** A value of the document with its path (`emits[0].fields.date`) and the place it stands at. */
export interface Place {
  node: unknown;
  path: string;
  offset: number;
}

/** A YAML document read as text with places; what is wrong with it is collected in `problems`. Never throws. */
export class ProfileYaml {
  readonly problems: FieldProblem[] = [];
  readonly root: Place;
  private readonly lines = new LineCounter();

  constructor(text: string) {
    this.root = { node: undefined, path: '', offset: 0 };
    if (text.length > PROFILE_LENGTH_MAX) {
      this.refuse(this.root, undefined, { code: 'text', facts: { max: PROFILE_LENGTH_MAX } });
      return;
    }
    if (nestsTooDeep(text)) {
      this.refuse(this.root, undefined, { code: 'yaml', facts: { reason: 'nested too deep' } });
      return;
    }
    const options = { schema: 'failsafe', merge: false, uniqueKeys: false, prettyErrors: false } as const;
    const document = parseDocument(text, { ...options, lineCounter: this.lines });
    this.root.node = document.contents;
    for (const { message, pos } of [...document.errors, ...document.warnings].slice(0, 20)) {
      this.refuse({ ...this.root, offset: pos[0] }, undefined, { code: 'yaml', facts: { reason: message } });
    }
  }

  refuse(place: Place, value: unknown, expected: Expectation): void {
    const { line, col } = this.lines.linePos(place.offset);
    const position = { line: Math.max(1, line), column: String(Math.max(1, col)) };
    this.problems.push({ ...fieldProblem(place.path, value, expected), ...position });
  }

  /** Entries of a map by key; undefined, and refused, when it is none. With `known`, other keys are refused. */
  map(place: Place, known?: readonly string[]): Map<string, Place> | undefined {
    if (!isMap(place.node)) {
      this.refuse(place, this.written(place), { code: 'keys-and-values' });
      return undefined;
    }
    const entries = new Map<string, Place>();
    for (const { key, value } of place.node.items) {
      const keyPlace = placeOf(key, place, '');
      const name = this.text(keyPlace);
      if (name === undefined) continue;
      const entry = placeOf(value, keyPlace, place.path ? `${place.path}.${name}` : name);
      const at = { ...entry, offset: keyPlace.offset };
      if (entries.has(name)) this.refuse(at, name, { code: 'once-each' });
      else if (known && !known.includes(name)) this.refuse(at, name, unknownName(name, known));
      else entries.set(name, entry);
    }
    return entries;
  }

  /** Items of a list of 1 to `max`; anything else is refused. */
  list(place: Place, max: number): Place[] {
    const items = isSeq(place.node) ? place.node.items : [];
    if (items.length === 0 || items.length > max) {
      this.refuse(place, isSeq(place.node) ? String(items.length) : this.written(place), {
        code: 'list',
        facts: { min: 1, max },
      });
    }
    return items.slice(0, max).map((item, index) => placeOf(item, place, `${place.path}[${index}]`));
  }

  /** The text of a scalar, as it is written; undefined, and refused, for lists, maps and aliases. */
  text(place: Place): string | undefined {
    if (isScalar(place.node) && typeof place.node.value === 'string') return tidy(place.node.value);
    if (place.node === null || place.node === undefined) return '';
    this.refuse(place, undefined, { code: 'text', facts: { max: 200 } });
    return undefined;
  }

  private written(place: Place): string | undefined {
    return isScalar(place.node) ? String(place.node.value) : undefined;
  }
}

/** Cells and the profile's names are compared in one Unicode form, without blanks around them. */
export const tidy = (text: string): string => text.normalize('NFC').trim();

export function unknownName(name: string, known: readonly string[]): Expectation {
  const suggestion = nearest(name, known);
  const facts = { known: known.join(', ') };
  return suggestion
    ? { code: 'unknown-suggest', facts: { ...facts, suggestion } }
    : { code: 'unknown', facts };
}

function placeOf(node: unknown, parent: Place, path: string): Place {
  const range = (node as { range?: [number, number, number] } | null)?.range;
  return { node, path: path || parent.path, offset: range?.[0] ?? parent.offset };
}
