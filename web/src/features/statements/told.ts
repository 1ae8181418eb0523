import type { Titled } from '../../ui/explain/tree.js';
import { orderOf } from '../../ui/order.js';

/** What the service's `GET /v1/statements/{id}/what-if` holds for a result, as far as it is shown. */
interface Effect {
  value: string;
  total: string | null;
  change: string | null;
}

type Jump = ({ found: 'jump' } & Effect) | { found: 'none' | 'unknown' };

interface AskedInput {
  name: string;
  title: Titled | null;
  unit: string;
  source: string;
  value: string | null;
  more?: Effect;
  less?: Effect;
  up?: Jump;
  down?: Jump;
  farther?: Jump[];
  others?: Effect[];
}

export interface WhatIfOfResult {
  scheme: string;
  title: Titled;
  total: string | null;
  inputs: AskedInput[];
}

/** One change of one input, and what it does to pay. */
export interface Told {
  key: string;
  title: Titled | null;
  name: string;
  unit: string;
  from: string | null;
  to: string;
  change: string | null;
  total: string | null;
  isJump: boolean;
}

export interface ToldOfResult {
  more: Told[];
  less: Told[];
  /** Inputs that change nothing by themselves. */
  same: AskedInput[];
}

/** Plans, salaries by grade, the calendar, rates: no doing of the manager's. */
const SET_BY_OTHERS: ReadonlySet<string> = new Set(['target', 'attribute', 'calendar', 'rate']);

/** What would bring more and what less, the largest first, and what makes no difference by itself. */
export function toldOf({ inputs }: WhatIfOfResult): ToldOfResult {
  const asked = inputs.filter(({ source, value, others }) => !SET_BY_OTHERS.has(source) && (value ?? others));
  const told = asked.map((input) => ({ input, effects: effectsOf(input) }));
  const all = told.flatMap(({ effects }) => effects).filter(({ change }) => change !== '0');
  const isMore = ({ change }: Told) => change !== null && !change.startsWith('-');
  return {
    more: all.filter(isMore).sort((a, b) => compare(b, a)),
    less: all.filter((each) => !isMore(each)).sort(compare),
    same: told
      .filter(({ effects }) => effects.every(({ change }) => change === '0'))
      .map(({ input }) => input),
  };
}

function effectsOf({ name, title, unit, value, ...input }: AskedInput): Told[] {
  const jumps = [input.up, input.down, ...(input.farther ?? [])].flatMap((jump) =>
    jump?.found === 'jump' ? [jump] : [],
  );
  // a unit that is a jump itself is told once
  const units = [input.more, input.less].flatMap((effect) =>
    effect && !jumps.some((jump) => jump.value === effect.value) ? [effect] : [],
  );
  const tell = (isJump: boolean) => (effect: Effect) => ({
    key: `${name} ${effect.value}`,
    ...{ name, title, unit, from: value, to: effect.value },
    ...{ change: effect.change, total: effect.total, isJump },
  });
  return [...jumps.map(tell(true)), ...[...units, ...(input.others ?? [])].map(tell(false))];
}

function compare(a: Told, b: Told): number {
  const [one, other] = [orderOf(a.change) ?? 0n, orderOf(b.change) ?? 0n];
  return one === other ? 0 : one < other ? -1 : 1;
}
