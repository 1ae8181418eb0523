import { Injectable } from '@nestjs/common';
import type { Result, Scheme } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { type FactsBehind, FactsService, type MeasureRequest, MeasuresService } from '../measures/index.js';
import { measureRequests } from '../payroll/index.js';

/** The facts behind one observation of an input. */
export interface InputFacts extends FactsBehind {
  input: string;
  of: string;
  definition: MeasureRequest['definition'];
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
    { managerId, watermark, result }: { managerId: string; watermark: string; result: Result },
    limit: number,
    only?: ReadonlySet<string>,
  ): Promise<InputFacts[]> {
    const known = await this.measures.known(tx, watermark);
    const { stretch } = result;
    const part = stretch && { start: stretch.from, end: stretch.until };
    const facts: InputFacts[] = [];
    for (const input of scheme.inputs.values()) {
      if (only && !only.has(input.name)) continue;
      const given = new Set((result.inputs[input.name]?.given ?? []).map(({ of }) => of));
      for (const { of, request } of measureRequests(input, { period: result.period, part }, known)) {
        if (!given.has(of)) continue;
        const behind = await this.facts.behind(tx, request, { watermark, managerId, limit });
        facts.push({ input: input.name, of, definition: request.definition, ...behind });
      }
    }
    return facts;
  }
}
