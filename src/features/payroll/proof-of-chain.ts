import { type Discrepancy, type ManifestContent, same } from '../../calc/index.js';
import { sha256 } from '../../platform/verifier.js';
import type { ManifestRow } from './manifests.repository.js';
import { setOf, transitionText } from './manifests.service.js';
import type { StoredPeriod } from './proof.repository.js';
import { read } from './proof-of-rows.js';
import type { State } from './review-steps.js';
import type { TransitionRow } from './reviews.repository.js';

/** What does not hold in the manifests by themselves, in their order; `printed` is a hash that must be among theirs. */
export function chainDiscrepancies(
  manifests: readonly ManifestRow[],
  printed: string | undefined,
): Discrepancy[] {
  const found = manifests.flatMap((manifest, index) => {
    const place = `manifests.${manifest.number}`;
    const content = read<ManifestContent>(manifest.document);
    if (!content?.statements)
      return [{ code: 'form' as const, place, stored: manifest.document.slice(0, 100), found: null }];
    const { count, hash } = setOf(manifest.entries.split('\n'));
    return [
      ...same('chain', `${place}.number`, String(index + 1), String(manifest.number)),
      ...same('chain', `${place}.previous`, content.previous, manifests[index - 1]?.hash ?? null),
      ...same('hash', place, manifest.hash, sha256(manifest.document)),
      ...same('column', `${place}.number`, content.number, String(manifest.number)),
      ...same('column', `${place}.period`, content.period, manifest.period),
      ...same('column', `${place}.run`, content.run, manifest.runId),
      ...same('hash', `${place}.entries`, content.statements.hash, hash),
      ...same('hash', `${place}.entries`, content.statements.count, count),
    ];
  });
  const isPrinted = printed === undefined || manifests.some(({ hash }) => hash === printed);
  return isPrinted ? found : [...found, { code: 'chain', place: 'printed', stored: printed, found: null }];
}

/** What does not hold in a period's states: they follow from the steps recorded, closing from a manifest. */
export function stateDiscrepancies(
  { code, state, reviews, runId }: StoredPeriod,
  transitions: readonly TransitionRow[],
  manifest: ManifestRow | undefined,
): Discrepancy[] {
  const reached = new Map<string | null, State>();
  const broken: Discrepancy[] = [];
  for (const { id, teamId, from, to } of transitions) {
    if (to !== 'closed') {
      broken.push(...same('state', `${code}.transitions.${id}`, from, reached.get(teamId) ?? 'open'));
      reached.set(teamId, to);
    }
  }
  const stands = new Map<string | null, State>(reviews.map((review) => [review.teamId, review.state]));
  const isClosed = transitions.some(({ to }) => to === 'closed');
  return [
    ...broken,
    ...[...new Set([...reached.keys(), ...stands.keys()])].flatMap((team) =>
      same('state', `${code}.reviews.${team ?? ''}`, reached.get(team) ?? 'open', stands.get(team) ?? 'open'),
    ),
    ...same('state', code, isClosed ? 'closed' : stateOf([...reached.values()]), state),
    ...same('state', `${code}.manifest`, isClosed ? 'there' : null, manifest ? 'there' : null),
    ...(manifest ? sealedDiscrepancies(code, runId, transitions, manifest) : []),
  ];
}

function sealedDiscrepancies(
  code: string,
  runId: string | null,
  transitions: readonly TransitionRow[],
  manifest: ManifestRow,
): Discrepancy[] {
  const content = read<ManifestContent>(manifest.document);
  if (!content?.transitions) return [];
  return [
    ...same('column', `${code}.run`, content.run, runId),
    ...same(
      'hash',
      `${code}.transitions`,
      content.transitions.hash,
      setOf(transitions.map(transitionText)).hash,
    ),
  ];
}

/** The state that reviews give their period. */
function stateOf(reviews: readonly State[]): State {
  const left = [...new Set(reviews.filter((state) => state !== 'open'))];
  return left.length === 0 ? 'open' : left.length === 1 ? left[0]! : 'in_review';
}
