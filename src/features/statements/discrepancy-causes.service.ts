import { Injectable } from '@nestjs/common';
import {
  canonicalText,
  compare,
  comparisonText,
  difference,
  type Language,
  type Result,
  subjectOf,
  sum,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { readSchemeSource } from '../../platform/scheme-source.js';
import type { FactBehind } from '../measures/index.js';
import { SchemesService } from '../schemes/index.js';
import type {
  FactDifferenceDto,
  ResultDiscrepancyDto,
  StatementDiscrepancyDto,
} from './discrepancies.dto.js';
import { type InputFacts, ResultFactsService } from './result-facts.service.js';

interface Computed {
  versionId: string;
  result: Result;
}

/** Results of one manager's month: as they stand in the statement, and as they come out today. */
export interface BothSides {
  stated: Computed[];
  today: Computed[];
}

/** More facts than any manager's period has. */
const FACTS_MAX = 1_000_000;

/** Why two sets of results of a manager differ. */
@Injectable()
export class DiscrepancyCausesService {
  constructor(
    private readonly schemes: SchemesService,
    private readonly facts: ResultFactsService,
  ) {}

  /** The results that pay otherwise, with what contributed; none where pay is the same. */
  async of(
    tx: Tx,
    sides: BothSides,
    language: Language,
  ): Promise<Pick<StatementDiscrepancyDto, 'stated' | 'today' | 'difference' | 'results'>> {
    const results: ResultDiscrepancyDto[] = [];
    // as many as the manager's schemes
    for (const { before, after } of pairs(sides)) {
      const [stated, today] = [totalOf(before), totalOf(after)];
      if (stated === today) continue;
      const { scheme, period, stretch } = (before ?? after)!.result;
      results.push({
        scheme,
        period,
        ...(stretch && { stretch: { from: stretch.from, until: stretch.until } }),
        stated,
        today,
        difference: difference(stated, today),
        ...(before && after && (await this.comparison(tx, before, after, language))),
      });
    }
    const [stated, today] = [sides.stated, sides.today].map((all) =>
      sum(all.map((computed) => ({ amount: totalOf(computed) }))),
    ) as [string | null, string | null];
    return { stated, today, difference: difference(stated, today), results };
  }

  /** Facts behind the measures of both sides that are not the same in both, by what each of them knew. */
  async factsChanged(
    tx: Tx,
    managerId: string,
    sides: BothSides,
    watermarks: { before: string; after: string },
  ): Promise<FactDifferenceDto[]> {
    const changed: FactDifferenceDto[] = [];
    for (const { before, after } of pairs(sides)) {
      if (!before || !after) continue;
      const behind = async ({ versionId, result }: Computed, watermark: string) =>
        this.facts.of(
          tx,
          await this.schemes.version(tx, versionId),
          { managerId, watermark, result },
          FACTS_MAX,
        );
      const [old, now] = [await behind(before, watermarks.before), await behind(after, watermarks.after)];
      changed.push(...factDifferences(old, now).map((each) => ({ scheme: before.result.scheme, ...each })));
    }
    return changed;
  }

  private async comparison(tx: Tx, before: Computed, after: Computed, language: Language) {
    const sources = await this.schemes.sourcesOf(tx, [before.versionId, after.versionId]);
    const side = ({ versionId, result }: Computed) => ({
      document: readSchemeSource(sources.get(versionId)!).root!,
      subject: subjectOf(result),
    });
    const comparison = compare(side(before), side(after));
    return { comparison, text: comparisonText(comparison, language) };
  }
}

/** Results of the same scheme and period, or part of it, of which one may be missing. */
function pairs({ stated, today }: BothSides): { before?: Computed; after?: Computed }[] {
  const key = ({ result: { scheme, period, stretch } }: Computed) =>
    [scheme, period, stretch?.from, stretch?.until].join(' ');
  const keys = [...new Set([...stated, ...today].map(key))];
  const of = (all: readonly Computed[], wanted: string) => all.find((computed) => key(computed) === wanted);
  return keys.map((wanted) => {
    const [before, after] = [of(stated, wanted), of(today, wanted)];
    return { ...(before && { before }), ...(after && { after }) };
  });
}

/** A result that one of both does not have pays nothing there. */
const totalOf = (computed: Computed | undefined): string | null =>
  computed ? (computed.result.totals.total ?? null) : '0';

function factDifferences(
  before: readonly InputFacts[],
  after: readonly InputFacts[],
): Omit<FactDifferenceDto, 'scheme'>[] {
  const [old, now] = [factsByKey(before), factsByKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const { input, of } = (was ?? is)!;
    if (was && is && canonicalText(was.fact) === canonicalText(is.fact)) return [];
    const how = was && is ? 'changed' : was ? 'removed' : 'added';
    return [{ input, of, how, ...(was && { before: was.fact }), ...(is && { after: is.fact }) }];
  });
}

function factsByKey(behind: readonly InputFacts[]) {
  const keyed = behind.flatMap(({ input, of, facts }) =>
    facts.map((fact: FactBehind) => {
      const key = [input, of, fact.kind, fact.source, fact.externalId].join(' ');
      return [key, { input, of, fact }] as const;
    }),
  );
  return new Map(keyed);
}
