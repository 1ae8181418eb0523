import type { DocumentReader, Fields } from './document.js';
import type { Known, SetScope } from './formula/check-context.js';
import { upperCaseWords } from './formula/functions.js';
import { knownField } from './row-fields.js';
import type { RowSet, SchemeLine } from './scheme-document.js';
import { readInput } from './scheme-inputs.js';
import { brokenLine } from './scheme-lines.js';
import { type RowSetDraft, readRowSet, readSetLines } from './scheme-rows.js';
import type { Position, SourceEntry, SourceNode } from './source.js';
import { nearest } from './spelling.js';

const LINES_MAX = 100;
const INPUTS_MAX = 300;

/** The row sets of one document: read, named, and put in scope of each other. */
export class RowSets {
  readonly drafts = new Map<string, RowSetDraft>();
  /** Sets that could not be read: what refers to them is not reported too. */
  private readonly broken = new Set<string>();
  private readonly fieldsReported = new Set<string>();

  constructor(
    private readonly reader: DocumentReader,
    private readonly subject: 'manager' | 'team',
  ) {}

  /** Reads one entry of `rows:`; what it holds is named once the top level is. False after an error. */
  read(entry: SourceEntry): boolean {
    const draft = readRowSet(this.reader, entry, this.subject);
    if (draft) this.drafts.set(entry.key, draft);
    else this.broken.add(entry.key);
    return draft !== undefined;
  }

  isOfMembers(name: string): boolean {
    return this.drafts.get(name)?.set.kind === 'members';
  }

  /** Gives names to inputs and lines of every set; none may repeat a name of the top level. */
  nameAll(places: ReadonlyMap<string, Position>, lateSeverity: 'error' | 'warning'): void {
    for (const draft of this.drafts.values()) {
      const taken = new Map(places);
      this.refuseFieldNames(draft, places);
      for (const entry of this.inputEntries(draft.fields, draft.path)) {
        const path = `${draft.path}.inputs.${entry.key}`;
        if (!this.takeName(entry.key, entry.keyAt, path, taken, draft)) continue;
        const input = readInput(this.reader, entry, path);
        if (input) draft.inputs.set(entry.key, input);
      }
      const broken = (line: SourceNode, path: string, index: number) =>
        this.takeBroken(draft, line, { path, index, lateSeverity });
      draft.lines = readSetLines(this.reader, draft, { max: LINES_MAX, broken }).filter(
        ({ code, fields, path }) => {
          return this.takeName(code, fields.get('code')!.value.at, path, taken, draft);
        },
      );
      this.checkOrigin(draft);
    }
  }

  /** A line without unit or formula still has its name, and is asked for what a paid line needs. */
  private takeBroken(
    { set, broken }: RowSetDraft,
    node: SourceNode,
    { path, index, lateSeverity }: { path: string; index: number; lateSeverity: 'error' | 'warning' },
  ): void {
    const { code, isPaid, hasTitle } = brokenLine(node);
    if (code !== undefined) broken.push(code);
    if (!isPaid) return;
    const { findings } = this.reader;
    const line = code ?? String(index + 1);
    if (set.kind !== 'members') findings.error('pay-in-rows', node.at, path, { line, set: set.name });
    else if (!hasTitle) findings.add(lateSeverity, 'title-needed', node.at, path, { line });
  }

  private inputEntries(fields: Fields, path: string): SourceEntry[] {
    const node = fields.get('inputs')?.value;
    const entries = node && this.reader.entries(node, `${path}.inputs`);
    if (entries && entries.size > INPUTS_MAX) {
      const facts = { found: String(entries.size), max: String(INPUTS_MAX) };
      this.reader.findings.error('too-many', node.at, `${path}.inputs`, facts);
      return [];
    }
    return [...(entries?.values() ?? [])];
  }

  private refuseFieldNames({ set, path }: RowSetDraft, places: ReadonlyMap<string, Position>): void {
    for (const name of set.fields.keys()) {
      const at = places.get(name);
      if (!at || this.fieldsReported.has(name)) continue;
      this.fieldsReported.add(name);
      this.reader.findings.error('field-name-taken', at, path, { name, set: set.name });
    }
  }

  private takeName(
    name: string,
    at: Position,
    path: string,
    taken: Map<string, Position>,
    { set }: RowSetDraft,
  ): boolean {
    if (!this.reader.isName(name, at, path, upperCaseWords)) return false;
    const first = set.fields.has(name) ? set.at : taken.get(name);
    if (first) this.reader.findings.error('name-taken', at, path, { name, line: String(first.line) });
    else taken.set(name, at);
    return !first;
  }

  /** What rows are linked to is a set of facts that is itself linked to nothing. */
  private checkOrigin({ set, fields, path }: RowSetDraft): void {
    if (set.of === undefined || this.broken.has(set.of) || this.isOrigin(set.of)) return;
    const key = set.kind === 'kept' ? 'kept' : 'of';
    const origins = [...this.drafts.keys()].filter((name) => this.isOrigin(name));
    const facts = {
      found: set.of,
      expected: origins.join('|'),
      suggestion: nearest(set.of, origins) ?? '',
    };
    this.reader.findings.error('set-unknown', fields.get(key)!.value.at, `${path}.${key}`, facts);
  }

  private isOrigin(name: string): boolean {
    const set = this.drafts.get(name)?.set;
    return set?.kind === 'facts' && set.of === undefined;
  }

  /** Names that formulas of each set, and totals over it, can read. */
  scopes(top: ReadonlyMap<string, Known>): Map<string, SetScope> {
    const own = new Map([...this.drafts].map(([name, draft]) => [name, ownNames(draft)] as const));
    return new Map(
      [...this.drafts].map(([name, { set }]) => [name, this.scopeOf(set, own.get(name)!, own, top)] as const),
    );
  }

  private scopeOf(
    set: RowSetDraft['set'],
    names: ReadonlyMap<string, Known>,
    own: ReadonlyMap<string, ReadonlyMap<string, Known>>,
    top: ReadonlyMap<string, Known>,
  ): SetScope {
    const isOriginKnown = set.of !== undefined && this.isOrigin(set.of);
    const origin = isOriginKnown ? own.get(set.of!) : undefined;
    // A kept row is the fact itself, so its fields and lines are read without `order.` too.
    const ofFact = set.kind === 'kept' && origin ? origin : new Map<string, Known>();
    const scope = new Map([...top, ...ofFact, ...names]);
    const ownSet = new Set([...ofFact.keys(), ...names.keys()]);
    if (!origin) return { scope, own: ownSet, ...(set.of !== undefined && { isOriginBroken: true }) };
    const linked = [...this.drafts.values()]
      .filter((other) => other.set.kind === 'facts' && other.set.of === set.of)
      .map((other) => [other.set.name, linesOf(other)] as const);
    return { scope, own: ownSet, origin, linked: new Map(linked) };
  }

  /** The sets with their compiled lines. */
  compiled(lines: ReadonlyMap<string, ReadonlyMap<string, SchemeLine>>): Map<string, RowSet> {
    const sets = [...this.drafts].map(([name, { set, inputs }]) => {
      return [name, { ...set, inputs, lines: lines.get(name) ?? new Map() }] as const;
    });
    return new Map(sets);
  }
}

function ownNames(draft: RowSetDraft): Map<string, Known> {
  const fields = [...draft.set.fields].map(([name, unit]) => [name, knownField(name, unit)] as const);
  const inputs = [...draft.inputs].map(([name, { unit, values }]): [string, Known] => {
    return [name, { kind: 'value', unit, ...(values && { values }) }];
  });
  return new Map([...linesOf(draft), ...fields, ...inputs]);
}

function linesOf({ lines, broken }: RowSetDraft): Map<string, Known> {
  const lost = broken.map((code): [string, Known] => [code, { kind: 'broken' }]);
  return new Map([
    ...lost,
    ...lines.map(({ code, unit }): [string, Known] => [code, { kind: 'value', unit }]),
  ]);
}
