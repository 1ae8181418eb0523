import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { explain } from '../calc/index.js';
import { DomainError } from '../platform/problem/domain-error.js';
import { languageOf } from '../platform/problem/problem.filter.js';
import type { Language } from '../platform/records/expectations.js';
import { EvaluationDto, EvaluationRequestDto } from './evaluation.dto.js';
import { evaluateTexts, ScenarioProblem } from './index.js';

@Controller('v1/schemes')
export class EvaluationController {
  /** Computes a scheme for a period and inputs given with it, and explains every line; stores nothing. */
  @Post('evaluate')
  @HttpCode(200)
  evaluate(
    @Body() wanted: EvaluationRequestDto,
    @Headers('accept-language') language?: string,
  ): EvaluationDto {
    return evaluation(wanted, languageOf(language));
  }
}

function evaluation({ document, subject }: EvaluationRequestDto, language: Language): EvaluationDto {
  try {
    const computed = evaluateTexts(document, subject, language);
    return {
      results: computed.map(({ scheme, subject: given, result }) => ({
        result,
        explanation: explain(scheme, given),
      })),
    };
  } catch (error) {
    if (!(error instanceof ScenarioProblem)) throw error;
    const { line, column } = error.at;
    throw new DomainError('evaluation-refused', { reason: error.text(language), line, column });
  }
}
