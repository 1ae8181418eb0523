import { Code } from '../../platform/records/noun.js';

export class PayCurveQueryDto {
  /** Name of an input; without it the first of which more should pay more. */
  @Code({ optional: true })
  input?: string;
}

export class CurveInputDto {
  name!: string;
  title!: object | null;
  unit!: string;
  /** Whether more of it should pay more (`up`), less (`down`), or neither is said (`none`). */
  direction!: string;
  /** The values it is looked at over, and the usual one. */
  from!: string;
  to!: string;
  typical!: string;
  /** Whether the document declares the range, or it was assumed. */
  isDeclared!: boolean;
}

export class CurveOtherDto {
  name!: string;
  title!: object | null;
  unit!: string;
  /** What it is meanwhile: what is usual; null where it is missing. */
  value!: string | null;
}

export class CurvePointDto {
  x!: string;
  /** Null where pay cannot be computed. */
  pay!: string | null;
}

export class CurveJumpDto {
  /** The value one step before, and the one at which pay jumps. */
  before!: string;
  at!: string;
  payBefore!: string | null;
  pay!: string | null;
  change!: string | null;
  /** Whether it goes against the input's direction: more pays less. */
  isCliff!: boolean;
}

export class PayCurveDto {
  scheme!: string;
  number!: number;
  /** Inputs that may be asked for. */
  choices!: CurveInputDto[];
  /** The one asked for; null where pay follows from no number. */
  input!: CurveInputDto | null;
  others!: CurveOtherDto[];
  /** In rising order; between two of them pay has no jump, and runs straight but for rounding. */
  points!: CurvePointDto[];
  jumps!: CurveJumpDto[];
  /** False where the formulas could not be followed everywhere: then there may be more jumps. */
  areJumpsKnown!: boolean;
}
