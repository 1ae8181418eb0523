import { type FieldKind, type Parsed, text } from '../../platform/records/field-kinds.js';

/** What a measure counts. `where` lists the values each property may have. */
export type MeasureDefinition =
  | OrdersDefinition
  | { facts: 'returns'; aggregate: 'count' | 'sum' }
  | { facts: 'complaints' | 'remarks'; aggregate: 'count' }
  | { facts: 'kpi-readings'; kpi: string; aggregate: 'sum' | 'average' | 'last' | 'max' | 'min' | 'count' }
  | { facts: 'portfolio'; aggregate: 'points' | 'clients' }
  | { facts: 'clients'; rule: 'new' | 'lost-silent-period' }
  | { facts: 'clients'; rule: 'lost-own-intervals'; n: number; regularFrom: number };

export interface OrdersDefinition {
  facts: 'orders';
  aggregate: 'count' | 'sum' | 'average' | 'distinct';
  /** `sum` and `average`: amount or quantity; `distinct`: client, product or product_group. */
  field?: 'amount' | 'quantity' | 'client' | 'product' | 'product_group';
  where?: Partial<Record<'status' | 'product' | 'product_group' | 'client' | 'client_segment', string[]>>;
}

type Shape = Record<string, (value: unknown) => boolean>;

const among =
  (...values: string[]) =>
  (value: unknown) =>
    typeof value === 'string' && values.includes(value);
const wholeFrom = (min: number, max: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const isName = (value: unknown) => text(200).parse(value).ok;
const names = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every(isName);
const filters = (value: unknown) =>
  value === undefined ||
  (typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([name, given]) =>
        ['status', 'product', 'product_group', 'client', 'client_segment'].includes(name) && names(given),
    ));

/** The forms a definition may have, in words for the refusal and as shapes for the check. */
const forms: Record<string, { words: string; shapes: Shape[] }> = {
  orders: {
    words:
      'orders: aggregate count, or sum/average with field amount or quantity, or distinct with field client, product or product_group; where by status, product, product_group, client, client_segment',
    shapes: [
      { aggregate: among('count'), where: filters },
      { aggregate: among('sum', 'average'), field: among('amount', 'quantity'), where: filters },
      { aggregate: among('distinct'), field: among('client', 'product', 'product_group'), where: filters },
    ],
  },
  returns: { words: 'returns: aggregate count or sum', shapes: [{ aggregate: among('count', 'sum') }] },
  complaints: { words: 'complaints: aggregate count', shapes: [{ aggregate: among('count') }] },
  remarks: { words: 'remarks: aggregate count', shapes: [{ aggregate: among('count') }] },
  'kpi-readings': {
    words: 'kpi-readings: kpi and aggregate sum, average, last, max, min or count',
    shapes: [{ kpi: isName, aggregate: among('sum', 'average', 'last', 'max', 'min', 'count') }],
  },
  portfolio: {
    words: 'portfolio: aggregate points or clients',
    shapes: [{ aggregate: among('points', 'clients') }],
  },
  clients: {
    words: 'clients: rule new, lost-silent-period, or lost-own-intervals with n and regularFrom',
    shapes: [
      { rule: among('new', 'lost-silent-period') },
      { rule: among('lost-own-intervals'), n: wholeFrom(1, 100), regularFrom: wholeFrom(2, 100) },
    ],
  },
};

export const measureDefinition: FieldKind = {
  sqlType: 'jsonb',
  schema: {
    type: 'object',
    properties: { facts: { type: 'string', enum: Object.keys(forms) } },
    required: ['facts'],
    additionalProperties: true,
  },
  parse(raw): Parsed {
    const given = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
    const form =
      typeof given.facts === 'string' && Object.hasOwn(forms, given.facts) ? forms[given.facts] : undefined;
    const reason = form?.words ?? `facts is one of ${Object.keys(forms).join(', ')}`;
    const fits = form?.shapes.some(
      (shape) =>
        Object.entries(shape).every(([name, check]) => check(given[name])) &&
        Object.keys(given).every((name) => name === 'facts' || name in shape),
    );
    return fits
      ? { ok: true, value: JSON.stringify(given) }
      : { ok: false, expected: { code: 'definition', facts: { reason } } };
  },
};
