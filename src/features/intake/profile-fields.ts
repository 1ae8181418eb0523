import { isScalar } from 'yaml';
import { period } from '../../platform/records/field-kinds.js';
import type { Field, Noun } from '../../platform/records/noun.js';
import { dayForm, monthForm } from './csv-cells.js';
import type { CellSource, FieldSource, Part } from './profile.js';
import { type Place, type ProfileYaml, unknownName } from './profile-yaml.js';

const SOURCE_KEYS = ['column', 'constant', 'join', 'with', 'map', 'dates', 'default'] as const;
const PARTS_MAX = 10;
const JOINED_BY = ' / ';

/** Reads where each field of an emit comes from, and checks it against the fields of the noun. */
export function readFields(yaml: ProfileYaml, place: Place, noun: Noun): FieldSource[] {
  const known = noun.fields.map(({ property }) => property);
  const keys = yaml.map(place, known);
  if (!keys) return [];
  for (const { property, required } of noun.fields) {
    if (!required || keys.has(property)) continue;
    yaml.refuse({ ...place, path: `${place.path}.${property}` }, null, { code: 'required' });
  }
  return noun.fields.flatMap((field) => {
    const at = keys.get(field.property);
    return at ? (readSource(yaml, at, field) ?? []) : [];
  });
}

function readSource(yaml: ProfileYaml, place: Place, field: Field): FieldSource | undefined {
  if (field.kind.sqlType === 'jsonb' && !field.kind.parse('text').ok) {
    yaml.refuse(place, null, { code: 'cell-field' });
    return undefined;
  }
  if (place.node === null || isScalar(place.node)) {
    const column = yaml.text(place);
    if (column) return { field, parts: [{ column }], with: '', map: new Map() };
    yaml.refuse(place, null, { code: 'required' });
    return undefined;
  }
  const keys = yaml.map(place, SOURCE_KEYS);
  if (!keys) return undefined;
  const given = ['column', 'constant', 'join'].filter((key) => keys.has(key));
  if (given.length !== 1) {
    yaml.refuse(place, given.join(', ') || null, {
      code: 'exactly-one',
      facts: { fields: 'column, constant, join' },
    });
    return undefined;
  }
  return given[0] === 'constant' ? constantSource(yaml, keys, field) : cellSource(yaml, keys, field);
}

function constantSource(yaml: ProfileYaml, keys: Map<string, Place>, field: Field): FieldSource {
  for (const key of ['with', 'map', 'dates', 'default']) {
    const at = keys.get(key);
    if (at) yaml.refuse(at, key, unknownName(key, ['constant']));
  }
  return { field, constant: valueFor(yaml, keys.get('constant')!, field) };
}

function cellSource(yaml: ProfileYaml, keys: Map<string, Place>, field: Field): CellSource {
  const joined = keys.get('join');
  const withAt = keys.get('with');
  if (withAt && !joined)
    yaml.refuse(withAt, 'with', unknownName('with', ['column', 'map', 'dates', 'default']));
  const separator = withAt && isScalar(withAt.node) ? String(withAt.node.value) : JOINED_BY;
  const parts = joined
    ? yaml.list(joined, PARTS_MAX).flatMap((at) => readPart(yaml, at))
    : [columnPart(yaml, keys.get('column')!)];
  const defaultAt = keys.get('default');
  return {
    field,
    parts,
    with: separator,
    map: readMap(yaml, keys.get('map'), field),
    ...readDates(yaml, keys.get('dates'), field),
    ...(defaultAt ? { default: valueFor(yaml, defaultAt, field) } : {}),
  };
}

/** A part of a join: the name of a column, or `{constant: text}`. */
function readPart(yaml: ProfileYaml, place: Place): Part[] {
  if (isScalar(place.node)) return [columnPart(yaml, place)];
  const constant = yaml.map(place, ['constant'])?.get('constant');
  return constant ? [{ constant: yaml.text(constant) ?? '' }] : [];
}

function columnPart(yaml: ProfileYaml, place: Place): Part {
  const column = yaml.text(place);
  if (column === '') yaml.refuse(place, null, { code: 'required' });
  return { column: column ?? '' };
}

/** A value that the profile itself gives, checked as the API checks it. */
function valueFor(yaml: ProfileYaml, place: Place, field: Field): string {
  const value = yaml.text(place);
  if (value === undefined) return '';
  const parsed = field.kind.parse(value);
  if (!parsed.ok) yaml.refuse(place, value, parsed.expected);
  return value;
}

/** Cells and the values they stand for; an empty value makes the cell count as empty. */
function readMap(yaml: ProfileYaml, place: Place | undefined, field: Field): Map<string, string> {
  const map = new Map<string, string>();
  for (const [cell, at] of (place && yaml.map(place)) ?? []) {
    map.set(cell, yaml.text(at) === '' ? '' : valueFor(yaml, at, field));
  }
  return map;
}

function readDates(yaml: ProfileYaml, place: Place | undefined, field: Field): { dates?: string } {
  if (!place) return {};
  const dates = yaml.text(place) ?? '';
  const kind = calendarKind(field);
  if (!kind) yaml.refuse(place, dates, { code: 'dates-of-days' });
  else if (!(kind === 'day' ? dayForm(dates) : monthForm(dates)))
    yaml.refuse(place, dates, { code: kind === 'day' ? 'day-form' : 'month-form' });
  return { dates };
}

/** Whether a field holds a day or a period, which a file may write in a form of its own. */
export function calendarKind(field: Field): 'day' | 'month' | undefined {
  if (field.kind.sqlType === 'date') return 'day';
  return field.kind === period ? 'month' : undefined;
}
