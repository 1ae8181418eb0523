import { parseDecimal } from './decimal.js';
import type { DocumentReader, Fields } from './document.js';
import { FACTS, factFields, keptFields, partFields } from './row-fields.js';
import type { PartsRule, RowSet, SchemeInput } from './scheme-document.js';
import { type LineDraft, readLineDraft } from './scheme-lines.js';
import type { SourceEntry, SourceNode } from './source.js';
import { nearest } from './spelling.js';
import type { Unit } from './units.js';

const SOURCES = ['facts', 'kept', 'parts'] as const;
const KEYS = ['title', ...SOURCES, 'of', 'months', 'while', 'inputs', 'lines'];
const MONTHS_MAX = 120;
/** The set of a team's members is the one with this name. */
const MEMBERS = 'members';

/** A row set as read, before its inputs are named and its lines compiled. */
export interface RowSetDraft {
  set: Omit<RowSet, 'inputs' | 'lines'>;
  inputs: Map<string, SchemeInput>;
  lines: LineDraft[];
  /** Codes of lines without unit or formula: what reads them is not reported too. */
  broken: string[];
  fields: Fields;
  path: string;
}

/** Reads where the rows of one entry of `rows:` come from; undefined when that cannot be told. */
export function readRowSet(
  reader: DocumentReader,
  entry: SourceEntry,
  subject: 'manager' | 'team',
): RowSetDraft | undefined {
  const path = `rows.${entry.key}`;
  const fields = reader.fields(entry.value, path, KEYS, ['lines']);
  if (!fields) return undefined;
  const source = readSource(reader, entry, fields, subject, path);
  if (!source) return undefined;
  const title = reader.title(fields.get('title')?.value, `${path}.title`);
  const set = { ...source, name: entry.key, at: entry.keyAt, ...(title && { title }) };
  return { set, inputs: new Map(), lines: [], broken: [], fields, path };
}

type Source = Omit<RowSet, 'name' | 'title' | 'at' | 'inputs' | 'lines'>;

function readSource(
  reader: DocumentReader,
  entry: SourceEntry,
  fields: Fields,
  subject: 'manager' | 'team',
  path: string,
): Source | undefined {
  const given = SOURCES.filter((key) => fields.has(key));
  const isMembers = given.length === 0 && entry.key === MEMBERS;
  if (given.length !== 1 && !isMembers) {
    reader.findings.error('set-source', entry.keyAt, path, { set: entry.key });
    return undefined;
  }
  const kind = isMembers ? MEMBERS : given[0]!;
  refuseOptions(reader, entry.key, kind, fields, path);
  if (kind === 'facts') return readFacts(reader, fields, path);
  if (kind === 'kept') return readKept(reader, fields, path);
  if (kind === 'parts') return readParts(reader, fields.get('parts')!.value, `${path}.parts`);
  if (subject === 'manager') reader.findings.error('members-not-here', entry.keyAt, path);
  return { kind: 'members', facts: [], fields: new Map() };
}

const OPTIONS_OF: Record<string, readonly string[]> = { facts: ['of'], kept: ['months', 'while'] };

function refuseOptions(
  reader: DocumentReader,
  set: string,
  kind: string,
  fields: Fields,
  path: string,
): void {
  for (const key of ['of', 'months', 'while']) {
    const entry = fields.get(key);
    if (entry && !OPTIONS_OF[kind]?.includes(key)) {
      reader.findings.error('set-option', entry.keyAt, `${path}.${key}`, { key, set });
    }
  }
}

/** One kind of facts or a list of them. */
function readFacts(reader: DocumentReader, fields: Fields, path: string): Source | undefined {
  const { value } = fields.get('facts')!;
  const nodes = value.kind === 'list' ? value.items : [value];
  if (nodes.length === 0) reader.findings.error('list-empty', value.at, `${path}.facts`);
  const facts: string[] = [];
  let isBroken = false;
  for (const node of nodes) {
    const kind = readFactKind(reader, node, `${path}.facts`);
    if (kind === undefined) isBroken = true;
    else if (!facts.includes(kind)) facts.push(kind);
    else reader.findings.warning('facts-repeated', node.at, `${path}.facts`, { found: kind });
  }
  const of = reader.text(fields.get('of')?.value, `${path}.of`);
  if (isBroken) return undefined;
  return { kind: 'facts', facts, fields: factFields(of !== undefined), ...(of !== undefined && { of }) };
}

function readFactKind(reader: DocumentReader, node: SourceNode, path: string): string | undefined {
  const code = reader.code(node, path);
  if (code !== undefined && !FACTS.includes(code)) {
    const suggestion = nearest(code, FACTS) ?? '';
    reader.findings.warning('facts-unknown', node.at, path, {
      found: code,
      expected: FACTS.join('|'),
      suggestion,
    });
  }
  return code;
}

function readKept(reader: DocumentReader, fields: Fields, path: string): Source | undefined {
  const of = reader.text(fields.get('kept')!.value, `${path}.kept`);
  const node = fields.get('months')?.value;
  const text = reader.text(node, `${path}.months`);
  const isWhileAssigned = reader.choice(fields.get('while')?.value, `${path}.while`, ['assigned'] as const);
  if (!node) reader.findings.error('key-needed', fields.get('kept')!.keyAt, path, { key: 'months' });
  const months = text === undefined ? undefined : parseDecimal(text);
  const isMonths = months?.isInteger() && months.gte(1) && months.lte(MONTHS_MAX);
  if (node && text !== undefined && !isMonths) {
    const facts = { found: text, max: String(MONTHS_MAX) };
    reader.findings.error('months-wrong', node.at, `${path}.months`, facts);
  }
  if (of === undefined || !months || !isMonths) return undefined;
  const rest = isWhileAssigned ? { isWhileAssigned: true } : {};
  return { kind: 'kept', facts: [], fields: keptFields(), of, months: months.toNumber(), ...rest };
}

function readParts(reader: DocumentReader, node: SourceNode, path: string): Source | undefined {
  const fields = reader.fields(node, path, ['target', 'attribute', 'unit'], ['unit']);
  const unit: Unit | undefined = reader.unit(fields?.get('unit')?.value, `${path}.unit`);
  const given = (['target', 'attribute'] as const).filter((key) => fields?.has(key));
  if (!fields || given.length !== 1) {
    if (fields) {
      const code = given.length === 0 ? 'source-needed' : 'source-twice';
      const facts = { input: 'parts', found: given.join('|'), expected: 'target|attribute' };
      reader.findings.error(code, node.at, path, facts);
    }
    return undefined;
  }
  const source = given[0]!;
  const key = reader.code(fields.get(source)!.value, `${path}.${source}`);
  if (key === undefined || !unit) return undefined;
  const parts: PartsRule = { source, key, unit };
  return { kind: 'parts', facts: [], fields: partFields(unit), parts };
}

/** Reads code, unit and formula of the lines of a set; `broken` gets what has not all three. */
export function readSetLines(
  reader: DocumentReader,
  { fields, path }: RowSetDraft,
  { max, broken }: { max: number; broken: (line: SourceNode, path: string, index: number) => void },
): LineDraft[] {
  const node = fields.get('lines')?.value;
  const items = node && reader.items(node, `${path}.lines`);
  if (!items) return [];
  if (items.length === 0) reader.findings.error('list-empty', node.at, `${path}.lines`);
  if (items.length > max) {
    const facts = { found: String(items.length), max: String(max) };
    reader.findings.error('too-many', node.at, `${path}.lines`, facts);
    return [];
  }
  return items.flatMap((item, index) => {
    const draft = readLineDraft(reader, item, index, `${path}.`);
    if (!draft) broken(item, `${path}.lines[${index}]`, index);
    return draft ?? [];
  });
}
