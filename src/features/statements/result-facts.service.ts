import { Injectable } from '@nestjs/common';
import type { Result, Scheme } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import {
  type FactsBehind,
  FactsService,
  type Measured,
  type MeasureRequest,
  MeasuresService,
} from '../measures/index.js';
import { measureRequests } from '../payroll/index.js';

/** The facts behind one observation of an input. */
export interface InputFacts extends FactsBehind {
  input: string;
  of: string;
  definition: MeasureRequest['definition'];
}

interface ResultRead {
  managerId: string;
  watermark: string;
  result: Result;
  /** What is known at the watermark, where that has been asked already. */
  measured?: Measured;
}

/** The facts behind each measure that a result read, as known at its watermark. */
@Injectable()
export class ResultFactsService {
  constructor(
    private readonly measures: MeasuresService,
    private readonly facts: FactsService,
  ) {}

  /** For each observation that went into a value, of the inputs named or of all; at most `limit` facts of each. */
  async of(
    tx: Tx,
    scheme: Scheme,
    { managerId, watermark, result, measured }: ResultRead,
    limit: number,
    only?: ReadonlySet<string>,
  ): Promise<InputFacts[]> {
    const { measures, reading } = measured ?? (await this.measures.at(tx, watermark));
    const { stretch } = result;
    const part = stretch && { start: stretch.from, end: stretch.until };
    const asked = [...scheme.inputs.values()]
      .filter(({ name }) => !only || only.has(name))
      .flatMap((input) => {
        const given = new Set((result.inputs[input.name]?.given ?? []).map(({ of }) => of));
        return measureRequests(input, { period: result.period, part }, measures)
          .filter(({ of }) => given.has(of))
          .map(({ of, request }) => ({ input: input.name, of, request }));
      });
    return together(
      asked.map(async ({ input, of, request }) => {
        const behind = await this.facts.behind(tx, request, { watermark, managerId, limit, ...reading });
        return { input, of, definition: request.definition, ...behind };
      }),
    );
  }
}
