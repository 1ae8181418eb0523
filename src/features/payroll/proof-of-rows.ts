import {
  type Adjustment,
  canonicalText,
  type Discrepancy,
  type ResultContent,
  type SchemeSource,
  type StatementContent,
  type StatementEntry,
  same,
  type Verifier,
} from '../../calc/index.js';
import type { StoredResult, StoredStatement } from './proof.repository.js';

/** What does not hold in a statement's rows: their documents, their columns, the figures computed anew. */
export function statementDiscrepancies(
  verifier: Verifier,
  row: StoredStatement,
  results: readonly StoredResult[],
  entry: StatementEntry,
  { schemes, adjustments }: { schemes: readonly SchemeSource[]; adjustments: readonly Adjustment[] },
): Discrepancy[] {
  const place = `${row.period}.statements.${row.id}`;
  const document = read<StatementContent>(row.document);
  const contents = results.map((result) => read<ResultContent>(result.document));
  if (!document?.results || !document.lines || contents.some((content) => !content?.result))
    return [{ code: 'form', place, stored: row.document.slice(0, 100), found: null }];
  const rank = ({ hash }: StoredResult) => document.results.indexOf(hash);
  const ordered = results
    .map((result, index) => ({ result, content: contents[index]! }))
    .sort((a, b) => rank(a.result) - rank(b.result));
  const found = verifier.statement({
    entry,
    document,
    results: ordered.map(({ content }) => content),
    schemes: schemes.filter(({ scheme, number }) =>
      results.some((result) => result.scheme === scheme && result.number === number),
    ),
  });
  return [
    ...adjustmentDiscrepancies(place, document, adjustments),
    ...found.map((discrepancy) => ({ ...discrepancy, place: `${place}.${discrepancy.place}` })),
    ...columns(place, row, {
      period: document.period,
      managerId: document.manager,
      currency: document.currency,
      ...document.totals,
      complete: results.every(({ complete }) => complete),
    }),
    ...ordered.flatMap(({ result, content: { manager, version, result: computed } }, index) =>
      columns(`${place}.results.${result.id}`, result, {
        managerId: manager,
        period: computed.period,
        stretchFrom: computed.stretch?.from ?? null,
        complete: computed.complete,
        total: computed.totals.total ?? null,
        hash: document.results[index] ?? null,
        scheme: computed.scheme,
        number: version.number,
      }),
    ),
  ];
}

/** Adjustments in force that the statement does not hold in the same words, and those it holds that are not in force. */
function adjustmentDiscrepancies(
  place: string,
  { lines }: StatementContent,
  inForce: readonly Adjustment[],
): Discrepancy[] {
  const texts = (adjustments: readonly Adjustment[]) =>
    new Map(adjustments.map((adjustment) => [adjustment.id, canonicalText(adjustment)]));
  const stated = texts(lines.flatMap(({ adjustment }) => adjustment ?? []));
  const stand = texts(inForce);
  return [...new Set([...stated.keys(), ...stand.keys()])].flatMap((id) =>
    same('column', `${place}.adjustments.${id}`, stated.get(id) ?? null, stand.get(id) ?? null),
  );
}

/** The content of a document; undefined where it is not canonical text. */
export function read<Content extends object>(document: string): Content | undefined {
  try {
    const content = JSON.parse(document);
    return canonicalText(content) === document ? content : undefined;
  } catch {
    return undefined;
  }
}

type Cell = string | boolean | null;

function columns<Row extends object>(
  place: string,
  row: Row,
  stated: { [Name in keyof Row]?: Cell },
): Discrepancy[] {
  return Object.entries(stated).flatMap(([name, value]) =>
    same('column', `${place}.${name}`, text(value as Cell), text(row[name as keyof Row] as Cell)),
  );
}

const text = (cell: Cell): string | null => (cell === null ? null : String(cell));
