import { isInRange } from './decimal.js';
import type { Findings } from './findings.js';
import type { Position, SourceEntry, SourceMap, SourceNode, SourceScalar } from './source.js';
import { nearest } from './spelling.js';
import { dimensionOf, parseUnit, RATIO, UNIT_NAMES, type Unit } from './units.js';
import { isDecimal, parseValue, type Title, type Value, valueText } from './values.js';

/** Entries of a map by key. */
export type Fields = ReadonlyMap<string, SourceEntry>;

/** Bounds of a whole document. */
const NODES_MAX = 20_000;
const DEPTH_MAX = 12;
const TEXT_MAX = 300_000;

/** What a name of an input, param, table, column or line looks like. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,59}$/;
/** What the code of a measure, target, KPI or scheme looks like. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** Reads values of a document tree; every reader gives undefined after it has reported what is wrong. */
export class DocumentReader {
  constructor(readonly findings: Findings) {}

  /** Whether the document is of a size worth reading; reports otherwise. */
  isBounded(root: SourceNode): boolean {
    let nodes = 0;
    let letters = 0;
    const stack: [SourceNode, number][] = [[root, 1]];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [node, depth] = next;
      nodes++;
      if (node.kind === 'scalar') letters += node.text.length;
      if (nodes > NODES_MAX || letters > TEXT_MAX || depth > DEPTH_MAX) {
        this.findings.error('document-too-large', node.at, '', {
          nodes: String(NODES_MAX),
          depth: String(DEPTH_MAX),
        });
        return false;
      }
      const parts =
        node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'list' ? node.items : [];
      for (const part of parts) stack.push([part, depth + 1]);
    }
    return true;
  }

  /** A map with known keys only; unknown and repeated keys are reported and left out. */
  fields(
    node: SourceNode,
    path: string,
    known: readonly string[],
    required: readonly string[] = [],
  ): Fields | undefined {
    const all = this.entries(node, path);
    if (!all) return undefined;
    const fields = new Map<string, SourceEntry>();
    for (const [key, entry] of all) {
      if (known.includes(key)) fields.set(key, entry);
      else this.unknownKey(entry, path, known);
    }
    for (const key of required) {
      if (!all.has(key)) this.findings.error('key-needed', node.at, path, { key });
    }
    return fields;
  }

  unknownKey({ key, keyAt }: SourceEntry, path: string, known: readonly string[]): void {
    const facts = { key, expected: known.join('|'), suggestion: nearest(key, known) ?? '' };
    this.findings.error('key-unknown', keyAt, path, facts);
  }

  /** A map with keys of the author's own. */
  entries(node: SourceNode, path: string): Fields | undefined {
    if (node.kind !== 'map') return this.wrongKind(node, path, 'map');
    return this.entriesOf(node, path);
  }

  private entriesOf(node: SourceMap, path: string): Fields {
    const entries = new Map<string, SourceEntry>();
    for (const entry of node.entries) {
      if (entries.has(entry.key)) this.findings.error('key-repeated', entry.keyAt, path, { key: entry.key });
      else entries.set(entry.key, entry);
    }
    return entries;
  }

  items(node: SourceNode, path: string): readonly SourceNode[] | undefined {
    return node.kind === 'list' ? node.items : this.wrongKind(node, path, 'list');
  }

  scalar(node: SourceNode, path: string): SourceScalar | undefined {
    return node.kind === 'scalar' ? node : this.wrongKind(node, path, 'text');
  }

  private wrongKind(node: SourceNode, path: string, expected: string): undefined {
    this.findings.error('kind-wrong', node.at, path, {
      found: node.kind === 'scalar' ? 'text' : node.kind,
      expected,
    });
    return undefined;
  }

  text(node: SourceNode | undefined, path: string): string | undefined {
    return node && this.scalar(node, path)?.text.normalize('NFC').trim();
  }

  /** One of a few words. */
  choice<T extends string>(node: SourceNode | undefined, path: string, choices: readonly T[]): T | undefined {
    const text = this.text(node, path);
    if (text === undefined || choices.includes(text as T)) return text as T | undefined;
    const facts = { found: text, expected: choices.join('|'), suggestion: nearest(text, choices) ?? '' };
    this.findings.error('choice-unknown', node!.at, path, facts);
    return undefined;
  }

  unit(node: SourceNode | undefined, path: string): Unit | undefined {
    const text = this.text(node, path);
    const unit = text === undefined ? undefined : parseUnit(text);
    if (text !== undefined && !unit) {
      const facts = {
        found: text,
        expected: UNIT_NAMES.join('|'),
        suggestion: nearest(text, UNIT_NAMES) ?? '',
      };
      this.findings.error('unit-unknown', node!.at, path, facts);
    }
    return unit;
  }

  /** A value of a unit; a ratio above ten is asked about. */
  value(node: SourceNode | undefined, path: string, unit: Unit): Value | undefined {
    const text = this.text(node, path);
    if (text === undefined) return undefined;
    const value = parseValue(text, unit);
    if (value === undefined) this.findings.error('value-wrong', node!.at, path, { found: text, unit });
    else if (isDecimal(value) && !isInRange(value)) {
      this.findings.error('number-too-long', node!.at, path, { found: text });
    } else if (unit === RATIO && isDecimal(value) && value.gt(RATIO_MAX)) {
      this.findings.warning('ratio-large', node!.at, path, { found: text });
    } else if (text.endsWith('%') && isAmount(unit, value)) {
      this.findings.warning('percent-of-money', node!.at, path, {
        found: text,
        unit,
        value: valueText(value),
      });
    }
    return value;
  }

  code(node: SourceNode | undefined, path: string): string | undefined {
    const text = this.text(node, path);
    if (text === undefined || CODE.test(text)) return text;
    this.findings.error('code-wrong', node!.at, path, { found: text.slice(0, 100) });
    return undefined;
  }

  /** Whether a key can be a name in formulas; reports otherwise. */
  isName(key: string, at: Position, path: string, reserved: ReadonlySet<string>): boolean {
    if (NAME.test(key) && !reserved.has(key) && !(key in {})) return true;
    const code = NAME.test(key) ? 'name-reserved' : 'name-wrong';
    this.findings.error(code, at, path, { found: key.slice(0, 100) });
    return false;
  }

  /** `{en: …, ru: …}`; a plain text counts as English. */
  title(node: SourceNode | undefined, path: string): Title | undefined {
    if (!node) return undefined;
    const isPlain = node.kind === 'scalar';
    const fields = isPlain ? undefined : this.fields(node, path, ['en', 'ru']);
    const en = this.text(isPlain ? node : fields?.get('en')?.value, path);
    const ru = this.text(fields?.get('ru')?.value, path);
    if (en || ru) return { ...(en && { en }), ...(ru && { ru }) };
    if (isPlain || fields) this.findings.error('text-empty', node.at, path, { key: 'title' });
    return undefined;
  }
}

/** Whether a value is an amount of a currency, or per currency. Zero is zero in percents too. */
function isAmount(unit: Unit, value: Value): boolean {
  return Object.keys(dimensionOf(unit)).length > 0 && isDecimal(value) && !value.isZero();
}

/** A ratio above this is probably a percent written without its sign. */
const RATIO_MAX = 10;
