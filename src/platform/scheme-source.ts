import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import {
  type Finding,
  type Position,
  type SourceEntry,
  type SourceNode,
  type SourceScalar,
} from '../calc/index.js';
import { nestsTooDeep } from './yaml-depth.js';

/** A scheme document may be this long: 256 kB of text. */
export const SCHEME_SOURCE_LENGTH_MAX = 256 * 1024;

const START: Position = { line: 1, column: 1 };

/**
 * Reads a scheme document from YAML (or JSON, which is YAML) into the tree calc compiles: every scalar as the
 * text it is written with, every node with its place. Refuses what a scheme must not hold: more than one
 * document, anchors and aliases, merge keys, tags, text beyond 256 kB. Never throws for any text.
 */
export function readSchemeSource(text: string): { root?: SourceNode; findings: Finding[] } {
  const findings: Finding[] = [];
  const refuse: Refuse = (code, at, facts) => findings.push({ code, severity: 'error', at, path: '', facts });
  if (text.length > SCHEME_SOURCE_LENGTH_MAX) {
    refuse('document-too-long', START, {
      length: String(text.length),
      max: String(SCHEME_SOURCE_LENGTH_MAX),
    });
    return { findings };
  }
  if (nestsTooDeep(text)) {
    refuse('document-syntax', START, { found: 'nested too deep' });
    return { findings };
  }
  const root = new SourceReader(text, refuse).read();
  return findings.length === 0 ? { root, findings } : { findings };
}

type Refuse = (code: Finding['code'], at: Position, facts: Record<string, string>) => void;

class SourceReader {
  private readonly lines = new LineCounter();

  constructor(
    private readonly text: string,
    private readonly refuse: Refuse,
  ) {}

  read(): SourceNode {
    const documents = parseAllDocuments(this.text, {
      schema: 'failsafe',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: this.lines,
    });
    const [document, second] = documents as Document[];
    for (const { errors, warnings } of documents as Document[]) {
      for (const { message, code, pos } of [...errors, ...warnings].slice(0, 20)) {
        this.refuse('document-syntax', this.at(pos[0]), { found: message, code });
      }
    }
    if (second)
      this.refuse('document-feature', this.at(second.range?.[0] ?? 0), { found: 'a second document' });
    return document ? this.node(document.contents, 0) : { kind: 'empty', at: START };
  }

  private at(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** `offset` is where an absent node would stand. */
  private node(node: unknown, offset: number): SourceNode {
    const start = (node as { range?: [number, number, number] } | null)?.range?.[0] ?? offset;
    const at = this.at(start);
    this.refuseFeatures(node, at);
    if (isMap(node)) {
      return { kind: 'map', entries: node.items.map((pair) => this.entry(pair, start)), at };
    }
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => this.node(item, start)), at };
    if (isScalar(node)) return this.scalar(node, start, at);
    return { kind: 'empty', at };
  }

  private refuseFeatures(node: unknown, at: Position): void {
    if (isAlias(node)) this.refuse('document-feature', at, { found: `*${node.source}` });
    const { anchor, tag } = (node ?? {}) as { anchor?: string; tag?: string };
    if (anchor) this.refuse('document-feature', at, { found: `&${anchor}` });
    if (tag && !/^tag:yaml\.org,2002:(?:map|seq|str)$/.test(tag))
      this.refuse('document-feature', at, { found: tag });
  }

  private entry(pair: unknown, offset: number): SourceEntry {
    const { key, value } = isPair(pair) ? pair : { key: pair, value: null };
    const keyNode = this.node(key, offset);
    if (keyNode.kind !== 'scalar')
      this.refuse('document-feature', keyNode.at, { found: 'a key that is no text' });
    const name = keyNode.kind === 'scalar' ? keyNode.text : '';
    if (name === '<<') this.refuse('document-feature', keyNode.at, { found: '<<' });
    const end = (key as { range?: [number, number, number] } | null)?.range?.[1] ?? offset;
    return { key: name, keyAt: keyNode.at, value: this.node(value, end) };
  }

  private scalar(node: Scalar, start: number, at: Position): SourceNode {
    const text = typeof node.value === 'string' ? node.value : String(node.source ?? '');
    const isPlain = node.type === 'PLAIN';
    if (isPlain && (text === '' || text === '~' || text === 'null')) return { kind: 'empty', at };
    const scalar: SourceScalar = { kind: 'scalar', text, at };
    const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
    const first = isQuoted ? start + 1 : start;
    const isVerbatim = (isPlain || isQuoted) && this.text.startsWith(text, first) && !text.includes('\n');
    return isVerbatim ? { ...scalar, textAt: this.at(first) } : scalar;
  }
}
