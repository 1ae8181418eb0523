import type { Expectation, Language } from '../records/expectations.js';
import type { ProblemCode } from './catalogue.js';

/** One refused value: where it stood, what it was (cut to 100 characters), what would be right. */
export interface FieldProblem {
  field: string;
  value: string | null;
  expected: Expectation;
  /** Line of the file and name of the column, for files. */
  line?: number;
  column?: string;
}

export type ProblemFacts = Record<string, string | number | readonly string[]>;

/** What the domain refuses. The catalogue turns the code into a status and a sentence in the reader's language. */
export class DomainError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly facts: ProblemFacts = {},
    readonly fields: readonly FieldProblem[] = [],
    /** All refused values, when more were found than are listed. */
    readonly fieldsTotal: number = fields.length,
    /** What is wrong with a scheme document, rendered by whoever knows how. */
    readonly findings?: (language: Language) => object[],
  ) {
    super(code);
  }
}
