import { canonicalText, type Subject } from './result.js';
import type { SourceEntry, SourceMap, SourceNode } from './source.js';

/** A scheme document and what it was computed from. */
export interface Computation {
  document: SourceNode;
  subject: Subject;
}

export type PartKind = 'input' | 'param' | 'table' | 'rows' | 'line' | 'rest';

/** A part of a computation that is taken from before or from after, as one. `rest`: period, grade block, kept rows … */
export interface Part {
  kind: PartKind;
  name: string;
}

const SECTIONS = { input: 'inputs', param: 'params', table: 'tables', rows: 'rows', line: 'lines' } as const;
type SectionKind = keyof typeof SECTIONS;
const KINDS = Object.keys(SECTIONS) as SectionKind[];

/** What says nothing about amounts. */
const WORDLESS = new Set(['title', 'clause']);
const HEADER = ['code', 'title', 'period', 'subject', 'rate_on', 'grade'];

/** The computation without what its document does not declare, as when another version is given the same inputs. */
export function fitted({ document, subject }: Computation): Computation {
  const declared = <V>(kind: SectionKind, given: Readonly<Record<string, V>>) => {
    const names = entriesOf({ document, subject }, kind);
    return Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
  };
  const { inputs, params, rows } = subject;
  return {
    document,
    subject: {
      ...subject,
      inputs: declared('input', inputs),
      ...(params && { params: declared('param', params) }),
      ...(rows && { rows: declared('rows', rows) }),
    },
  };
}

/** Parts that differ between two computations, in the order in which they are declared. */
export function changedParts(before: Computation, after: Computation): Part[] {
  const parts = KINDS.flatMap((kind) => {
    const names = new Set([...entriesOf(before, kind).keys(), ...entriesOf(after, kind).keys()]);
    return [...names].map((name) => ({ kind, name }));
  });
  const rest: Part = { kind: 'rest', name: 'rest' };
  return [...parts, rest].filter((part) => contentOf(before, part) !== contentOf(after, part));
}

/** Whether the definition of a part differs, and not only what was observed or handed in. */
export function isRedefined(before: Computation, after: Computation, part: Part): boolean {
  return definitionOf(before, part) !== definitionOf(after, part);
}

/** The declaration of a part; undefined where there is none. */
export function declarationOf(computation: Computation, { kind, name }: Part): SourceNode | undefined {
  return kind === 'rest' ? undefined : entriesOf(computation, kind).get(name)?.value;
}

/** The computation in which the named parts are those of `after`, all others those of `before`. */
export function mixed(before: Computation, after: Computation, parts: readonly Part[]): Computation {
  const taken = new Set(parts.map(keyOf));
  const sideOf = (part: Part) => (taken.has(keyOf(part)) ? after : before);
  const { subject: headSubject, document: head } = sideOf({ kind: 'rest', name: 'rest' });
  const sections = KINDS.flatMap((kind) => sectionOf(kind, before, after, sideOf));
  const header = (head as SourceMap).entries.filter(({ key }) => HEADER.includes(key));
  const document: SourceMap = { kind: 'map', at: head.at, entries: [...header, ...sections] };
  const pick = <V>(kind: SectionKind, of: (subject: Subject) => Readonly<Record<string, V>> | undefined) => {
    const names = [before, after].flatMap(({ subject }) => Object.keys(of(subject) ?? {}));
    const entries = [...new Set(names)].map(
      (name) => [name, of(sideOf({ kind, name }).subject)?.[name]] as const,
    );
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, V>;
  };
  const rows = pick('rows', (subject) => subject.rows);
  const subject = {
    ...headSubject,
    inputs: pick('input', ({ inputs }) => inputs),
    params: pick('param', ({ params }) => params),
    ...(Object.keys(rows).length > 0 && { rows }),
  };
  return fitted({ document, subject });
}

const keyOf = ({ kind, name }: Part): string => `${kind} ${name}`;

/** Entries of a section by name, lines by their code. */
function entriesOf({ document }: Computation, kind: SectionKind): Map<string, SourceEntry> {
  const section = entryOf(document, SECTIONS[kind])?.value;
  if (section?.kind === 'map') return new Map(section.entries.map((entry) => [entry.key, entry]));
  if (section?.kind !== 'list') return new Map();
  return new Map(
    section.items.map((value) => {
      const code = entryOf(value, 'code')!.value as { text: string };
      return [code.text, { key: code.text, keyAt: value.at, value }];
    }),
  );
}

const entryOf = (node: SourceNode, key: string): SourceEntry | undefined =>
  node.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;

function sectionOf(
  kind: SectionKind,
  before: Computation,
  after: Computation,
  sideOf: (part: Part) => Computation,
): SourceEntry[] {
  const names = new Set([...entriesOf(before, kind).keys(), ...entriesOf(after, kind).keys()]);
  const entries = [...names].flatMap((name) => entriesOf(sideOf({ kind, name }), kind).get(name) ?? []);
  if (entries.length === 0 && kind !== 'line') return [];
  const at = before.document.at;
  const value: SourceNode =
    kind === 'line'
      ? { kind: 'list', items: entries.map((entry) => entry.value), at }
      : { kind: 'map', entries, at };
  return [{ key: SECTIONS[kind], keyAt: at, value }];
}

function contentOf(computation: Computation, part: Part): string {
  const { inputs, params = {}, rows = {}, period, stretch, kept, assigned, trial } = computation.subject;
  const handed: Record<PartKind, unknown> = {
    input: inputs[part.name]?.values.map(({ value }) => value),
    param: params[part.name],
    table: undefined,
    rows: rows[part.name],
    line: undefined,
    // the months and days themselves decide nothing; kept rows are told apart by their age
    rest: {
      part: stretch && { ...stretch, from: undefined, until: undefined },
      kept: kept && { period, kept },
      assigned,
      trial,
    },
  };
  return canonicalText({
    definition: definitionOf(computation, part),
    handed: (handed[part.kind] ?? null) as string,
  });
}

function definitionOf(computation: Computation, part: Part): string {
  if (part.kind !== 'rest') {
    const declared = declarationOf(computation, part);
    return declared ? textOf(declared) : '';
  }
  const header = HEADER.map((key) => entryOf(computation.document, key)?.value);
  return header.map((node, index) => (node && !WORDLESS.has(HEADER[index]!) ? textOf(node) : '')).join(';');
}

/** A document's part as text, without places, titles and clauses. */
function textOf(node: SourceNode): string {
  if (node.kind === 'scalar') return JSON.stringify(node.text);
  if (node.kind === 'list') return `[${node.items.map(textOf).join(',')}]`;
  if (node.kind === 'empty') return '~';
  const entries = node.entries.filter(({ key }) => !WORDLESS.has(key));
  return `{${entries.map(({ key, value }) => `${key}:${textOf(value)}`).join(',')}}`;
}
