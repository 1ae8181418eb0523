import fc from 'fast-check';

export const FACT_NOUNS = ['orders', 'returns', 'complaints', 'remarks', 'kpi-readings'] as const;
export type FactNoun = (typeof FACT_NOUNS)[number];

/** The sender of all facts. */
export const SOURCE = 'stream';
export const MANAGERS = ['M1', 'M2'];
export const CLIENTS = ['C1', 'C2'];
const STEPS_MAX = 8;

/** One message of a sender: a revision of a fact, or its withdrawal. */
export interface FactEvent {
  noun: FactNoun;
  externalId: string;
  /** Absent for facts that have one revision only. */
  sourceVersion?: number;
  /** What the fact says, without key and version; null where it is withdrawn. */
  content: Record<string, unknown> | null;
}

export interface History {
  events: FactEvent[];
  /** The last message of each fact, by noun and number: what is to stand in the end. */
  last: Map<string, FactEvent>;
}

/** The number of facts that are sent without a version, in one revision. */
const ONCE = 2;

const content = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.constantFrom('2026-03', '2026-03', '2026-04'),
  to: fc.constantFrom('manager', 'client', 'credits'),
  person: fc.nat(1),
  client: fc.nat(1),
  order: fc.nat(2),
  status: fc.constantFrom('won', 'won', 'lost', 'cancelled'),
  amount: fc.integer({ min: 0, max: 99_999 }),
});
type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;

const step = fc.record({
  noun: fc.constantFrom<FactNoun>(...FACT_NOUNS, 'orders', 'orders', 'orders', 'returns', 'returns'),
  number: fc.constantFrom(0, 0, 0, 1, ONCE),
  withdraws: fc.constantFrom(false, false, true),
  gap: fc.nat(1),
  content,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Histories that a service that takes every message in order refuses nothing of. */
export const histories: fc.Arbitrary<History> = fc
  .array(step, { minLength: 3, maxLength: STEPS_MAX })
  .map((steps) => {
    const history: History = { events: [], last: new Map() };
    for (const one of steps) {
      for (const event of eventsOf(one, history.last)) {
        history.events.push(event);
        history.last.set(keyOf(event), event);
      }
    }
    return history;
  });

export const keyOf = ({ noun, externalId }: FactEvent): string => `${noun} ${externalId}`;

/** What a step comes to after what was sent before; nothing where it would be refused or says nothing new. */
function eventsOf(
  { noun, number, withdraws, gap, content: given }: Step,
  last: History['last'],
): FactEvent[] {
  const externalId = `${noun[0]!.toUpperCase()}${number}`;
  const before = last.get(`${noun} ${externalId}`);
  if (withdraws) {
    const own: FactEvent = before ?? { noun, externalId, content: null };
    const naming = living(last, 'returns').filter(({ content: says }) => says!.order === externalId);
    const all = noun === 'orders' ? [...naming, own] : [own];
    const isKept = all.some(({ sourceVersion, content: says }) => says && sourceVersion === undefined);
    return isKept || number === ONCE ? [] : all.map((event) => withdrawal(event, gap));
  }
  if (number === ONCE) return before ? [] : revision({ noun, externalId }, given, last);
  return revision({ noun, externalId, sourceVersion: (before?.sourceVersion ?? 0) + 1 + gap }, given, last);
}

/** Of a fact as last sent, or of one never sent. It may bear the version of the revision it withdraws. */
const withdrawal = (
  { noun, externalId, sourceVersion = 0, content: says }: FactEvent,
  gap: number,
): FactEvent => ({
  noun,
  externalId,
  sourceVersion: sourceVersion + gap + (says ? 0 : 1),
  content: null,
});

const living = (last: History['last'], noun: FactNoun): FactEvent[] =>
  [...last.values()].filter((event) => event.noun === noun && event.content);

function revision(event: Omit<FactEvent, 'content'>, given: Content, last: History['last']): FactEvent[] {
  const orders = living(last, 'orders');
  if (event.noun === 'returns' && orders.length === 0) return [];
  const date = `${given.month}-${String(given.day).padStart(2, '0')}`;
  const amount = (given.amount / 100).toFixed(2);
  const manager = MANAGERS[given.person]!;
  const client = CLIENTS[given.client]!;
  const credits = MANAGERS.map((one, place) => ({
    manager: one,
    share: place === given.person ? '0.6' : '0.4',
  }));
  const credit = { manager: { manager }, client: {}, credits: { credits } }[given.to];
  const says: Record<FactNoun, () => object> = {
    orders: () => ({ ...credit, client, status: given.status, amount }),
    returns: () => ({ order: orders[given.order % orders.length]!.externalId, amount }),
    complaints: () => (given.to === 'manager' ? { manager } : { client }),
    remarks: () => ({ manager }),
    'kpi-readings': () => ({ manager, kpi: 'calls', value: amount }),
  };
  return [{ ...event, content: { date, ...says[event.noun]() } }];
}
