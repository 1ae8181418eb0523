import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PayCurves } from '../../calc/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import type { PayCurveDto } from './pay-curve.dto.js';
import { SchemesRepository } from './schemes.repository.js';
import { SchemesService } from './schemes.service.js';

/** Pictures of what a scheme pays. */
@Injectable()
export class PayCurveService {
  constructor(
    private readonly source: DataSource,
    private readonly schemes: SchemesService,
    private readonly versions: SchemesRepository,
  ) {}

  /** Throws `not-found`, and `invalid-fields` for what is no numeric input that pay follows from. */
  async of(code: string, number: string, asked: string | undefined): Promise<PayCurveDto> {
    const { document, hash, ...version } = await this.schemes.document(code, number);
    const scheme = this.schemes.compile(hash, document);
    const curves = new PayCurves(scheme, await this.versions.directions(this.source.manager));
    const { choices } = curves;
    const name = asked ?? choices[0]?.name;
    const curve = name === undefined ? undefined : curves.of(name);
    if (asked !== undefined && !curve) {
      const values = choices.map((input) => input.name).join(', ') || '—';
      const problem = fieldProblem('input', asked, { code: 'one-of', facts: { values } });
      throw new DomainError('invalid-fields', {}, [problem]);
    }
    return {
      scheme: version.scheme,
      number: version.number,
      choices,
      ...(curve ?? { input: null, others: [], points: [], jumps: [], areJumpsKnown: true }),
    };
  }
}
