import type { StatementExplanationDto } from '../../api/schema.js';
import type { Fact } from '../../ui/explain/Facts.js';
import { recordKind } from '../../ui/explain/leads.js';
import type { Explanation, RowsOfSet } from '../../ui/explain/tree.js';

/** Kinds of records that somebody may dispute, and of which there are few. */
const DISPUTED: ReadonlySet<string> = new Set(['complaint', 'remark', 'return']);

/** The records behind a statement that pay may be asked about, each once. */
export function recordsOf({ results }: StatementExplanationDto): { disputed: Fact[]; orders: Fact[] } {
  const facts = results.flatMap((result) => [
    ...result.facts.flatMap(({ facts: listed }) => listed as unknown as Fact[]),
    ...((result.explanation as object as Explanation).rows ?? []).flatMap(factsOfRows),
  ]);
  const once = (isWanted: (kind: string) => boolean) => [
    ...new Map(
      facts.filter(({ kind }) => isWanted(kind)).map((fact) => [fact.externalId, fact] as const),
    ).values(),
  ];
  return { disputed: once((kind) => DISPUTED.has(kind)), orders: once((kind) => kind === 'order') };
}

/** The records that a scheme works through one by one. */
const factsOfRows = ({ facts, rows }: RowsOfSet): Fact[] =>
  rows.map(({ id, fact = facts[0] ?? '', date = '' }) => ({ kind: recordKind(fact), date, externalId: id }));
