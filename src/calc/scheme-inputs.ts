import type { DocumentReader, Fields } from './document.js';
import {
  DIRECTIONS,
  INPUT_SOURCES,
  type InputSource,
  type SchemeInput,
  type SchemeParam,
  TAKES,
  type Take,
  type Window,
} from './scheme-document.js';
import { readRange } from './scheme-range.js';
import type { SourceEntry, SourceNode } from './source.js';
import { nearest } from './spelling.js';
import { COUNT, DATE, FLAG, isNumeric, parseUnit, TEXT, type Unit } from './units.js';

const ATTRIBUTES = [
  'grade',
  'grade_salary',
  'part_time_rate',
  'worked_days',
  'norm_days',
  'worked_hours',
  'norm_hours',
  'worked_share',
  'employed_share',
  'months_of_service',
  'role',
  'segment',
  'participation',
];
const CALENDAR = ['quarter', 'month', 'days', 'start', 'end'];
const OPTIONS = [
  'title',
  'unit',
  'scheme',
  'on',
  'window',
  'take',
  'of',
  'prorate',
  'missing',
  'start',
  'values',
  'range',
  'direction',
];
const KEYS: readonly string[] = [...INPUT_SOURCES, ...OPTIONS];
const PREVIOUS_MONTHS_MAX = 36;

/** Reads one entry of `inputs:`. Undefined when its source or unit cannot be told. */
export function readInput(reader: DocumentReader, entry: SourceEntry, path: string): SchemeInput | undefined {
  const fields = reader.fields(entry.value, path, KEYS, ['unit']);
  if (!fields) return undefined;
  const source = readSource(reader, fields, entry, path);
  const unit = reader.unit(fields.get('unit')?.value, `${path}.unit`);
  const key = source && readKey(reader, fields.get(source)!, source, `${path}.${source}`);
  if (!source || !unit || key === undefined) return undefined;
  const scheme = reader.code(fields.get('scheme')?.value, `${path}.scheme`);
  const window = readWindow(reader, fields, source, scheme, path);
  const input: SchemeInput = { name: entry.key, unit, source, key, window, at: entry.keyAt };
  if (scheme !== undefined) input.scheme = scheme;
  readOptions(reader, fields, input, path);
  checkOptions(reader, fields, input, path);
  return input;
}

function readSource(
  reader: DocumentReader,
  fields: Fields,
  entry: SourceEntry,
  path: string,
): InputSource | undefined {
  const sources = INPUT_SOURCES.filter((source) => fields.has(source));
  if (sources.length === 1) return sources[0];
  reader.findings.error(sources.length === 0 ? 'source-needed' : 'source-twice', entry.keyAt, path, {
    input: entry.key,
    found: sources.join('|'),
    expected: INPUT_SOURCES.join('|'),
  });
  return undefined;
}

function readKey(
  reader: DocumentReader,
  { value }: SourceEntry,
  source: InputSource,
  path: string,
): string | undefined {
  if (source === 'calendar') return reader.choice(value, path, CALENDAR);
  if (source === 'rate') return readRate(reader, value, path);
  const key = reader.code(value, path);
  if (source === 'attribute' && key !== undefined && !ATTRIBUTES.includes(key)) {
    const suggestion = nearest(key, ATTRIBUTES) ?? '';
    reader.findings.warning('attribute-unknown', value.at, path, {
      found: key,
      expected: ATTRIBUTES.join('|'),
      suggestion,
    });
  }
  return key;
}

function readRate(reader: DocumentReader, node: SourceNode, path: string): string | undefined {
  const text = reader.text(node, path);
  if (text === undefined || (text.includes('/') && parseUnit(text))) return text;
  reader.findings.error('rate-wrong', node.at, path, { found: text });
  return undefined;
}

const PLAIN_WINDOWS: ReadonlySet<string> = new Set([
  'this period',
  'previous',
  'quarter to date',
  'year to date',
  'quarter so far',
  'year so far',
  'same period last year',
]);
const OWN_LINE_WINDOWS: ReadonlySet<string> = new Set(['previous', 'quarter so far', 'year so far']);
const PREVIOUS_MONTHS = /^previous (\d{1,3}) months?$/;

/** The window as written, or the source's default. */
function readWindow(
  reader: DocumentReader,
  fields: Fields,
  source: InputSource,
  scheme: string | undefined,
  path: string,
): Window {
  const isOwnLine = source === 'line' && scheme === undefined;
  const otherwise: Window = { kind: isOwnLine ? 'previous' : 'this period' };
  const node = fields.get('window')?.value;
  const text = reader.text(node, `${path}.window`);
  if (!node || text === undefined) return otherwise;
  const window = parseWindow(text);
  if (!window) {
    const facts = {
      found: text,
      suggestion: nearest(text, PLAIN_WINDOWS) ?? '',
      expected: [...PLAIN_WINDOWS].join('|'),
    };
    reader.findings.error('window-unknown', node.at, `${path}.window`, facts);
    return otherwise;
  }
  if (!isWindowOf(window, source, isOwnLine)) {
    reader.findings.error('window-not-here', node.at, `${path}.window`, { found: text, source });
  }
  return window;
}

/** Reads a window such as `previous 3 months`; undefined when there is none of that name. */
function parseWindow(text: string): Window | undefined {
  if (PLAIN_WINDOWS.has(text)) return { kind: text as Window['kind'] };
  const months = Number(PREVIOUS_MONTHS.exec(text)?.[1] ?? 0);
  return months >= 1 && months <= PREVIOUS_MONTHS_MAX ? { kind: 'previous periods', months } : undefined;
}

function isWindowOf(window: Window, source: InputSource, isOwnLine: boolean): boolean {
  if (isOwnLine) return OWN_LINE_WINDOWS.has(window.kind);
  return ['measure', 'target', 'kpi'].includes(source) || window.kind === 'this period';
}

function readOptions(reader: DocumentReader, fields: Fields, input: SchemeInput, path: string): void {
  const at = (key: string) => [fields.get(key)?.value, `${path}.${key}`] as const;
  const options = {
    title: reader.title(...at('title')),
    on: reader.choice(...at('on'), ['fact date', 'period end'] as const),
    take: reader.choice(...at('take'), TAKES),
    of: reader.choice(...at('of'), ['members', 'team', 'company'] as const),
    prorate: reader.text(...at('prorate')),
    missing: reader.value(...at('missing'), input.unit),
    start: reader.value(...at('start'), input.unit),
    values: readValues(reader, ...at('values')),
    range: readRange(reader, ...at('range'), input.unit),
    direction: reader.choice(...at('direction'), DIRECTIONS),
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  Object.assign(input, Object.fromEntries(given));
}

function readValues(
  reader: DocumentReader,
  node: SourceNode | undefined,
  path: string,
): string[] | undefined {
  const items = node && reader.items(node, path);
  return items?.flatMap((item, index) => reader.text(item, `${path}[${index}]`) ?? []);
}

/** Options that do not go with the source or the unit. */
function checkOptions({ findings }: DocumentReader, fields: Fields, input: SchemeInput, path: string): void {
  const { source, unit, take } = input;
  const refuse = (key: string, isWrong: boolean) => {
    const entry = fields.get(key);
    if (entry && isWrong)
      findings.error('option-not-here', entry.keyAt, `${path}.${key}`, { key, source, unit });
  };
  checkValues(findings, fields, input, path);
  refuse('scheme', source !== 'line');
  refuse('start', source !== 'line');
  refuse('on', source !== 'rate');
  refuse('values', unit !== TEXT);
  refuse('prorate', !isNumeric(unit));
  refuse('range', !isNumeric(unit) || source === 'calendar');
  refuse('direction', !isNumeric(unit) && unit !== FLAG);
  refuse('take', take !== undefined && !canTake(take, unit));
  refuse('of', source === 'attribute' || source === 'calendar' || source === 'rate');
  const isManyLines = source === 'line' && (input.scheme !== undefined || input.window.kind !== 'previous');
  if (isManyLines && !take)
    findings.error('take-needed', input.at, path, { input: input.name, expected: TAKES.join('|') });
}

/** What may stand in for a missing text is one of those listed: else the input would fail wherever it is used. */
function checkValues(
  findings: DocumentReader['findings'],
  fields: Fields,
  { unit, values, missing, start }: SchemeInput,
  path: string,
): void {
  if (unit !== TEXT || !values) return;
  if (values.length === 0) findings.error('list-empty', fields.get('values')!.value.at, `${path}.values`);
  for (const [key, text] of Object.entries({ missing, start })) {
    if (values.length === 0 || typeof text !== 'string' || values.includes(text)) continue;
    const facts = { found: text, expected: values.join('|'), suggestion: nearest(text, values) ?? '' };
    findings.error('text-not-listed', fields.get(key)!.value.at, `${path}.${key}`, facts);
  }
}

function canTake(take: Take, unit: Unit): boolean {
  if (take === 'last') return true;
  if (take === 'count') return unit === COUNT;
  return isNumeric(unit) || (unit === DATE && (take === 'max' || take === 'min'));
}

/** Reads one entry of `params:`. */
export function readParam(reader: DocumentReader, entry: SourceEntry, path: string): SchemeParam | undefined {
  const fields = reader.fields(entry.value, path, ['title', 'value', 'unit', 'override'], ['value', 'unit']);
  const unit = reader.unit(fields?.get('unit')?.value, `${path}.unit`);
  if (!fields || !unit) return undefined;
  const value = reader.value(fields.get('value')?.value, `${path}.value`, unit);
  if (value === undefined) return undefined;
  const title = reader.title(fields.get('title')?.value, `${path}.title`);
  const overrideNode = fields.get('override')?.value;
  const items = overrideNode ? reader.items(overrideNode, `${path}.override`) : [];
  const override = (items ?? []).flatMap((item, index) => {
    return reader.choice(item, `${path}.override[${index}]`, ['team', 'manager'] as const) ?? [];
  });
  return { name: entry.key, unit, value, override, at: entry.keyAt, ...(title && { title }) };
}
