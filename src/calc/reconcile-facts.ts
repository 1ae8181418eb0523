import { type Decimal, decimal, toText, ZERO } from './decimal.js';
import { entryOf } from './entry-of.js';
import type { FactName } from './reconcile-causes.js';
import type { Hypothesis, Situation } from './reconcile-situation.js';
import type { GivenInput } from './result.js';
import { valueOfFacts, withoutRow } from './what-if-facts.js';

/** A fact behind a measure: what it adds to a sum, and what is told apart. */
interface MeasuredFact extends FactName {
  amount?: string;
  distinct?: string;
}

/** The facts that came to one observation of an input. */
export interface FactsOfInput {
  input: string;
  of: string;
  by: Parameters<typeof valueOfFacts>[0];
  facts: readonly MeasuredFact[];
}

type How = 'left-out' | 'twice';

/** So many facts of a manager are tried one by one, and so many of those that come to the same are named. */
const FACTS_MAX = 2_000;
const NAMED_MAX = 20;

/** Rules about clients do not follow from single facts. */
const SINGLE = new Set(['order', 'return', 'payment', 'complaint', 'remark', 'kpi-reading']);

/** One fact left out or counted twice, in every measure that has it; facts that change the same by as much go together. */
export function* withFactOtherwise(
  situation: Situation,
  behind: readonly FactsOfInput[],
): Generator<Hypothesis> {
  const measured = behind.map(measuredOf);
  const names = new Map(measured.flatMap(({ byKey }) => [...byKey]).slice(0, FACTS_MAX));
  for (const how of ['left-out', 'twice'] as const) {
    const alike = new Map<string, { changes: Change[]; facts: FactName[] }>();
    for (const [key, fact] of names) {
      const changes = measured.flatMap((each) => changeOf(each, key, how));
      const { facts } = entryOf(alike, JSON.stringify([fact.kind, changes]), () => ({ changes, facts: [] }));
      facts.push(nameOf(fact));
    }
    for (const { changes, facts } of alike.values()) {
      yield {
        cause: { kind: 'fact', how, count: facts.length, facts: facts.slice(0, NAMED_MAX) },
        situation: changed(situation, changes),
        inputs: [...new Set(changes.map(({ input }) => input))],
      };
    }
  }
  yield* rowsLeftOut(situation, names);
}

/** An observation with its facts by name, and their sum where it is one. */
interface Measured extends FactsOfInput {
  byKey: ReadonlyMap<string, MeasuredFact>;
  sum: Decimal;
}

function measuredOf(given: FactsOfInput): Measured {
  const single = given.facts.filter(({ kind }) => SINGLE.has(kind));
  const sum = given.by === 'sum' ? decimal(valueOfFacts('sum', given.facts)!) : ZERO;
  return { ...given, sum, byKey: new Map(single.map((fact) => [keyOf(fact), fact])) };
}

interface Change {
  input: string;
  of: string;
  value: string | null;
}

function changeOf({ input, of, by, facts, byKey, sum }: Measured, key: string, how: How): Change[] {
  const own = byKey.get(key);
  if (!own) return [];
  const isTwice = how === 'twice';
  const change = (value: string | null) => [{ input, of, value }];
  // counts and sums, which most are, need no second look at all the others
  if (by === 'count') return change(String(facts.length + (isTwice ? 1 : -1)));
  const amount = decimal(own.amount ?? '0');
  if (by === 'sum') return change(toText(isTwice ? sum.plus(amount) : sum.minus(amount)));
  return change(
    valueOfFacts(
      by,
      facts.flatMap((fact) => (fact !== own ? [fact] : isTwice ? [fact, fact] : [])),
    ),
  );
}

function changed({ scheme, subject }: Situation, changes: readonly Change[]): Situation {
  const inputs: Record<string, GivenInput> = { ...subject.inputs };
  for (const { input, of, value } of changes) {
    const values = (inputs[input]?.values ?? []).map((one) => (one.of === of ? { of, value } : one));
    inputs[input] = { values };
  }
  return { scheme, subject: { ...subject, inputs } };
}

/** Rows of sets are facts too. */
function* rowsLeftOut(situation: Situation, behind: ReadonlyMap<string, FactName>): Generator<Hypothesis> {
  const { scheme, subject } = situation;
  const known = new Set([...behind.values()].map(({ externalId }) => externalId));
  const ids = Object.entries(subject.rows ?? {}).flatMap(([set, rows]) =>
    scheme.rows.get(set)?.kind === 'facts' ? rows.map(({ id }) => id) : [],
  );
  for (const id of [...new Set(ids)].filter((each) => !known.has(each)).slice(0, FACTS_MAX)) {
    const without = withoutRow(subject, id);
    if (without)
      yield {
        cause: { kind: 'fact', how: 'left-out', count: 1, facts: [{ kind: 'row', externalId: id }] },
        situation: { scheme, subject: without },
        inputs: [],
      };
  }
}

const keyOf = ({ kind, source, externalId }: FactName): string => `${kind} ${source ?? ''} ${externalId}`;

const nameOf = ({ kind, source, externalId, date }: FactName): FactName => ({
  kind,
  ...(source !== undefined && { source }),
  externalId,
  ...(date !== undefined && { date }),
});
