import { decimal, type Scheme, type Subject, toText, valueOfFacts } from '../../calc/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { FactBehind } from '../measures/index.js';
import type { ChangedInputDto, WhatIfFactDto } from './answers.dto.js';
import type { InputFacts } from './result-facts.service.js';

/** A fact as if it had not been, or an order as if it had been returned. */
export interface FactQuestion {
  how: 'without' | 'returned';
  id: string;
}

export interface FactChange {
  fact: WhatIfFactDto;
  inputs: ChangedInputDto[];
  asBefore: string[];
  subject: Subject;
}

/**
 * The subject with every measure the fact is behind made anew by its own definition; an order returned adds to the
 * measures of returns. Undefined when no measure has the fact. Throws `fact-ambiguous`.
 */
export function factChange(
  behind: readonly InputFacts[],
  scheme: Scheme,
  subject: Subject,
  { how, id }: FactQuestion,
): FactChange | undefined {
  const kinds = how === 'returned' ? ['order'] : ['order', 'return', 'complaint', 'remark', 'kpi-reading'];
  const isAsked = (fact: FactBehind) => fact.externalId === id && kinds.includes(fact.kind);
  const found = behind.flatMap(({ facts }) => facts.filter(isAsked));
  const fact = found[0];
  if (!fact) return undefined;
  const names = new Set(found.map(({ kind, source }) => `${kind} ${source}`));
  if (names.size > 1) throw new DomainError('fact-ambiguous', { id, found: [...names] });
  const amount = amountOf(behind, isAsked);
  const made = behind.flatMap((each) => {
    const after = how === 'without' ? valueWithout(each, isAsked) : valueReturned(each, amount);
    return after === undefined ? [] : [{ ...each, after }];
  });
  const values = new Map(made.map(({ input, of, after }) => [`${input} ${of}`, after]));
  const inputs = Object.entries(subject.inputs).map(([name, { values: given }]) => {
    const anew = given.map(({ of, value }) => {
      const after = values.get(`${name} ${of}`);
      return { of, value: after === undefined ? value : after };
    });
    return [name, { values: anew }] as const;
  });
  return {
    fact: { kind: fact.kind, ...(fact.source && { source: fact.source }), externalId: id, date: fact.date },
    inputs: made.map(({ input, of, after }) => ({
      name: input,
      title: scheme.inputs.get(input)?.title ?? null,
      of,
      before: subject.inputs[input]?.values.find((one) => one.of === of)?.value ?? null,
      after,
    })),
    asBefore: behind.filter(({ definition }) => definition.facts === 'clients').map(({ input }) => input),
    subject: { ...subject, inputs: Object.fromEntries(inputs) },
  };
}

/** Undefined when the measure does not have the fact. */
function valueWithout(
  { by, facts }: InputFacts,
  isAsked: (fact: FactBehind) => boolean,
): string | null | undefined {
  const others = facts.filter((fact) => !isAsked(fact));
  return others.length === facts.length ? undefined : valueOfFacts(by, others);
}

/** The order's amount as it counts for the manager, where a measure has it. */
function amountOf(behind: readonly InputFacts[], isAsked: (fact: FactBehind) => boolean): string | undefined {
  const ofMoney = behind.filter(
    ({ definition }) => !('field' in definition && definition.field === 'quantity'),
  );
  return ofMoney.flatMap(({ facts }) => facts.filter(isAsked)).find((fact) => fact.amount !== undefined)
    ?.amount;
}

/** Measures of returns with one more, of the whole order. */
function valueReturned(
  { by, facts, definition }: InputFacts,
  amount: string | undefined,
): string | undefined {
  if (definition.facts !== 'returns') return undefined;
  if (by === 'count') return String(facts.length + 1);
  return amount && toText(decimal(valueOfFacts('sum', facts)!).plus(decimal(amount)));
}
