import { DomainError } from '../../platform/problem/domain-error.js';
import { text } from '../../platform/records/field-kinds.js';
import { type Noun, nounNames, nounOf } from '../../platform/records/noun.js';
import { policy } from '../access/index.js';
import { dayForm } from './csv-cells.js';
import { ENCODINGS, type Encoding } from './csv-text.js';
import { EMITS_MAX, type Emit, type FileFormat, type Profile, type RowFilter } from './profile.js';
import { readFields } from './profile-fields.js';
import { type Place, ProfileYaml, unknownName } from './profile-yaml.js';

const PROFILE_KEYS = ['code', 'title', 'source', 'format', 'rows', 'emits'] as const;
const FORMAT_KEYS = ['encoding', 'separator', 'dates', 'decimal', 'thousands'] as const;
const EMIT_KEYS = ['noun', 'rows', 'fields'] as const;
const FILTER_VALUES_MAX = 1_000;

/** What a field of the format may be; the first is the default. `tab` stands for the character. */
const FORMAT_VALUES = {
  encoding: ENCODINGS,
  separator: [',', ';', '|', 'tab', '\t'],
  decimal: ['.', ','],
  thousands: ['', ' ', ',', '.', "'"],
} as const;

/** Reads and checks a mapping profile. Throws `profile-refused` with every place that is wrong. */
export function readProfile(document: string): Profile {
  const yaml = new ProfileYaml(document);
  const profile = yaml.problems.length === 0 ? readHead(yaml) : undefined;
  if (!profile || yaml.problems.length) throw new DomainError('profile-refused', {}, yaml.problems);
  return profile;
}

function readHead(yaml: ProfileYaml): Profile | undefined {
  const keys = yaml.map(yaml.root, PROFILE_KEYS);
  if (!keys) return undefined;
  const code = required(yaml, keys, yaml.root, 'code');
  if (code !== undefined && !/^[a-z0-9-]{1,100}$/.test(code))
    yaml.refuse(keys.get('code')!, code, { code: 'profile-code' });
  const title = optional(yaml, keys, 'title', 200);
  const source = optional(yaml, keys, 'source', 100);
  const head = { format: readFormat(yaml, keys.get('format')), rows: readFilter(yaml, keys.get('rows')) };
  const emitsAt = keys.get('emits');
  if (!emitsAt) yaml.refuse({ ...yaml.root, path: 'emits' }, null, { code: 'required' });
  const emits = emitsAt ? yaml.list(emitsAt, EMITS_MAX).flatMap((place) => readEmit(yaml, place) ?? []) : [];
  if (source === undefined && emits.some(needsSource)) {
    yaml.refuse({ ...yaml.root, path: 'source' }, null, { code: 'required' });
  }
  return { code: code ?? '', ...head, emits, ...(title ? { title } : {}), ...(source ? { source } : {}) };
}

/** A noun with a sender, whose fields do not say who it is. */
const needsSource = ({ noun, fields }: Emit): boolean =>
  noun.fields.some(({ property }) => property === 'source') &&
  !fields.some(({ field }) => field.property === 'source');

function readFormat(yaml: ProfileYaml, place: Place | undefined): FileFormat {
  const keys = place ? (yaml.map(place, FORMAT_KEYS) ?? new Map<string, Place>()) : new Map<string, Place>();
  const among = <const Key extends keyof typeof FORMAT_VALUES>(key: Key): string => {
    const values: readonly string[] = FORMAT_VALUES[key];
    const at = keys.get(key);
    const value = at ? rawText(yaml, at) : values[0]!;
    if (at && !values.includes(value))
      yaml.refuse(at, value, { code: 'one-of', facts: { values: shown(values) } });
    return value;
  };
  const encoding = among('encoding') as Encoding;
  const separator = among('separator');
  const [decimal, thousands] = [among('decimal') as '.' | ',', among('thousands')];
  if (thousands === decimal) {
    const values = shown(FORMAT_VALUES.thousands.filter((value) => value !== decimal));
    yaml.refuse(keys.get('thousands') ?? keys.get('decimal')!, thousands, {
      code: 'one-of',
      facts: { values },
    });
  }
  const datesAt = keys.get('dates');
  const dates = (datesAt && yaml.text(datesAt)) ?? 'YYYY-MM-DD';
  if (datesAt && !dayForm(dates)) yaml.refuse(datesAt, dates, { code: 'day-form' });
  return { encoding, separator: separator === 'tab' ? '\t' : separator, dates, decimal, thousands };
}

const shown = (values: readonly string[]): string =>
  values
    .filter((value) => value !== '\t')
    .map((value) => `"${value}"`)
    .join(' ');

/** A scalar with the blanks it has: a separator may be one. */
function rawText(yaml: ProfileYaml, place: Place): string {
  const given = (place.node as { value?: unknown } | null)?.value;
  return typeof given === 'string' ? given : (yaml.text(place) ?? '');
}

/** `column: value` or `column: [values]`. */
function readFilter(yaml: ProfileYaml, place: Place | undefined): RowFilter {
  const filter = new Map<string, Set<string>>();
  for (const [column, at] of (place && yaml.map(place)) ?? []) {
    const items = Array.isArray((at.node as { items?: unknown } | null)?.items)
      ? yaml.list(at, FILTER_VALUES_MAX)
      : [at];
    filter.set(column, new Set(items.flatMap((item) => yaml.text(item) ?? [])));
  }
  return filter;
}

function readEmit(yaml: ProfileYaml, place: Place): Emit | undefined {
  const keys = yaml.map(place, EMIT_KEYS);
  if (!keys) return undefined;
  const rows = readFilter(yaml, keys.get('rows'));
  const name = required(yaml, keys, place, 'noun');
  if (name === undefined) return undefined;
  const noun = importableNoun(name);
  if (!noun) {
    yaml.refuse(keys.get('noun')!, name, unknownName(name, importableNames()));
    return undefined;
  }
  const fieldsAt = keys.get('fields');
  if (!fieldsAt) yaml.refuse({ ...place, path: `${place.path}.fields` }, null, { code: 'required' });
  return { noun, rows, fields: fieldsAt ? readFields(yaml, fieldsAt, noun) : [] };
}

/** What people may send to in batches, they may also import. */
const importableNames = (): string[] => nounNames().filter((name) => `POST /v1/${name}/batch` in policy);
const importableNoun = (name: string): Noun | undefined =>
  importableNames().includes(name) ? nounOf(name) : undefined;

function required(
  yaml: ProfileYaml,
  keys: Map<string, Place>,
  parent: Place,
  key: string,
): string | undefined {
  const at = keys.get(key);
  const value = at && yaml.text(at);
  if (value) return value;
  const path = parent.path ? `${parent.path}.${key}` : key;
  if (!at || value === '') yaml.refuse(at ?? { ...parent, path }, null, { code: 'required' });
  return undefined;
}

function optional(yaml: ProfileYaml, keys: Map<string, Place>, key: string, max: number): string | undefined {
  const at = keys.get(key);
  const value = at && yaml.text(at);
  if (value === undefined || at === undefined) return undefined;
  const parsed = text(max).parse(value);
  if (!parsed.ok) yaml.refuse(at, value, parsed.expected);
  return value;
}
