import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Bundle,
  canonicalText,
  type ManifestContent,
  type StatementEntry,
  setHash,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { sha256 } from '../../platform/verifier.js';
import { ManifestsRepository } from './manifests.repository.js';
import type { ManifestDto } from './reviews.dto.js';
import { NO_TEAM, ReviewsRepository, type TransitionRow } from './reviews.repository.js';

/** What of a bundle does not lie in the statement itself. */
type Proof = Pick<Bundle, 'entry' | 'schemes' | 'entries' | 'manifests' | 'printed'>;

/** Manifests: one for each closed period, with the hashes of all that was approved and of the manifest before. */
@Injectable()
export class ManifestsService {
  constructor(
    private readonly source: DataSource,
    private readonly manifests: ManifestsRepository,
    private readonly reviews: ReviewsRepository,
  ) {}

  /** Throws `no-manifest-yet` while the period is not closed. */
  async one(period: string): Promise<ManifestDto> {
    const row = await this.manifests.of(this.source.manager, period);
    if (!row) throw new DomainError('no-manifest-yet', { period });
    const { runId: _, ...manifest } = row;
    return manifest;
  }

  /** What is approved of each team, by its id: the hash of the set of its statements. */
  async setHashes(tx: Tx, runId: string): Promise<Map<string | null, string>> {
    return hashesByTeam(await this.manifests.entries(tx, runId));
  }

  /** Writes the manifest of a period whose last step is recorded. Throws `review-changed` for other than was approved. */
  async seal(tx: Tx, period: string, runId: string): Promise<void> {
    const previous = await this.manifests.last(tx);
    const number = (previous?.number ?? 0) + 1;
    const listed = await this.manifests.entries(tx, runId);
    const transitions = await this.reviews.transitions(tx, period);
    refuseOthersThanApproved(period, hashesByTeam(listed), transitions);
    const entries = listed.map(canonicalText);
    const schemes = await this.manifests.schemes(tx, runId);
    const content: ManifestContent = {
      format: 'premia-manifest/1',
      number: String(number),
      period,
      run: runId,
      ...(await this.manifests.run(tx, runId)),
      versions: schemes.map(({ source: _, ...version }) => version),
      statements: setOf(entries),
      transitions: setOf(transitions.map(transitionText)),
      previous: previous?.hash ?? null,
    };
    const document = canonicalText(content);
    const row = { number, period, runId, document, entries: entries.join('\n'), hash: sha256(document) };
    await this.manifests.insert(tx, row);
  }

  /** What proves a manager's statement: the chain from its period's manifest on; without any while it is not closed. */
  async proofOf(
    tx: Tx,
    { runId, managerId, period }: { runId: string; managerId: string; period: string },
  ): Promise<Proof> {
    const [entry] = await this.manifests.entries(tx, runId, managerId);
    const schemes = await this.manifests.schemes(tx, runId, managerId);
    const manifest = await this.manifests.of(tx, period);
    const documents = manifest ? await this.manifests.documentsFrom(tx, manifest.number) : [];
    return {
      entry: entry!,
      schemes,
      entries: manifest ? manifest.entries.split('\n').map(sha256) : [sha256(canonicalText(entry!))],
      manifests: documents.map((document) => JSON.parse(document)),
      printed: manifest ? sha256(documents.at(-1)!) : null,
    };
  }
}

function refuseOthersThanApproved(
  period: string,
  hashes: ReadonlyMap<string | null, string>,
  transitions: readonly TransitionRow[],
): void {
  for (const [teamId, hash] of hashes) {
    const approval = transitions.findLast((step) => step.teamId === teamId && step.to === 'approved');
    if (approval?.hash !== hash)
      throw new DomainError('review-changed', { period, team: approval?.team ?? NO_TEAM });
  }
}

/** How many texts, and the hash of them as a set in their order. */
export const setOf = (texts: readonly string[]): { count: string; hash: string } => ({
  count: String(texts.length),
  hash: setHash(sha256, texts.map(sha256)),
});

/** What of a step is hashed: all but the words that codes stand for. */
export const transitionText = ({ team: _, manager: __, acceptedIncomplete, ...row }: TransitionRow): string =>
  canonicalText({ ...row, acceptedIncomplete: String(acceptedIncomplete) });

export function hashesByTeam(entries: readonly StatementEntry[]): Map<string | null, string> {
  const texts = new Map<string | null, string[]>();
  for (const entry of entries) {
    const ofTeam = texts.get(entry.team) ?? [];
    texts.set(entry.team, ofTeam);
    ofTeam.push(canonicalText(entry));
  }
  return new Map([...texts].map(([team, of]) => [team, setOf(of).hash]));
}
