import type { ProblemDto } from './schema.js';

/** What the service answered instead of what was asked for; `status` 0 where it could not be reached at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly details: ProblemDto | undefined,
    /** Seconds after which it is worth asking again. */
    readonly retryAfter?: number,
  ) {
    super(details?.title ?? `status ${status}`);
  }

  /** The stable name without its prefix: `invalid-fields`. */
  get code(): string {
    return this.details?.type.replace('urn:premia:problem:', '') ?? '';
  }

  /** What would be accepted instead, at the field of this name. */
  expectedOf(field: string): string | undefined {
    return this.details?.fields?.find((each) => each.field === field)?.expected;
  }
}
