import { Injectable } from '@nestjs/common';
import {
  type Day,
  difference,
  evaluate,
  type Result,
  type Scheme,
  type SchemeInput,
  subjectOf,
  sum,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { FactBehind, Measured } from '../measures/index.js';
import type { CostDto, CostlyFactDto } from './progress.dto.js';
import { ResultFactsService } from './result-facts.service.js';

const FACTS_LISTED = 100;

interface Computed {
  version: { scheme: Scheme };
  result: Result;
}

interface Asked {
  managerId: string;
  watermark: string;
  measured: Measured;
  /** Facts of later days are not counted. */
  on: Day | undefined;
}

/** What complaints, remarks, lost clients and the like take from pay: as it is, against none of them. */
@Injectable()
export class CostsService {
  constructor(private readonly facts: ResultFactsService) {}

  /** Of all results of a month, with what the month would pay without each kind. */
  async of(tx: Tx, computed: readonly Computed[], asked: Asked): Promise<CostDto[]> {
    const month = sum(computed.map(({ result }) => ({ amount: result.totals.total ?? null })));
    const costs: CostDto[] = [];
    // the results of one month are as many as the manager's schemes
    for (const { version, result } of computed)
      for (const cost of await this.ofResult(tx, version.scheme, result, asked))
        costs.push({ ...cost, total: difference(cost.change, month) });
    return costs;
  }

  private async ofResult(
    tx: Tx,
    scheme: Scheme,
    result: Result,
    { on, ...asked }: Asked,
  ): Promise<Omit<CostDto, 'total'>[]> {
    const costs = [...scheme.inputs.values()].flatMap((input) => costOf(scheme, result, input) ?? []);
    if (costs.length === 0) return [];
    const names = new Set(costs.map(({ name }) => name));
    const behind = await this.facts.of(tx, scheme, { ...asked, result }, FACTS_LISTED, names);
    return costs.map((cost) => {
      const own = behind.filter(({ input }) => input === cost.name).flatMap(({ facts }) => facts);
      return { ...cost, facts: own.filter(({ date }) => !on || date <= on).map(costlyFact) };
    });
  }
}

/** Of what facts are counted for, where pay is less with it than without any. */
function costOf(
  scheme: Scheme,
  result: Result,
  input: SchemeInput,
): Omit<CostDto, 'facts' | 'total'> | undefined {
  const { name, title, source, unit, take } = input;
  const { given, value } = result.inputs[name]!;
  if (source !== 'measure' || unit !== 'count' || take === 'count') return undefined;
  if (value === null || value === '0') return undefined;
  const subject = subjectOf(result);
  const none = { values: given.map(({ of }) => ({ of, value: '0' })) };
  const without = evaluate(scheme, { ...subject, inputs: { ...subject.inputs, [name]: none } });
  const change = difference(without.totals.total ?? null, result.totals.total ?? null);
  if (!change?.startsWith('-')) return undefined;
  return { scheme: scheme.code, name, title: title ?? null, value, change };
}

const costlyFact = ({ kind, externalId, date, client, text }: FactBehind): CostlyFactDto => ({
  kind,
  externalId,
  date,
  ...(client !== undefined && { client }),
  ...(text !== undefined && { text }),
});
