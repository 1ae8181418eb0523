/** One refused value. */
export class FieldProblemDto {
  /** Name of the field, with its place in a list: `items[3].amount`. */
  field!: string;
  /** What was sent, cut to 100 characters; null where nothing was. */
  value!: string | null;
  /** What would have been accepted, in the language asked for. */
  expected!: string;
  /** Line of the file, for files. */
  line?: number;
  /** Name of the column or its number, for files. */
  column?: string;
}

/** RFC 9457 problem details: what every refusal looks like. */
export class ProblemDto {
  /** Stable name of the kind of problem, `urn:premia:problem:…`; programs go by this. */
  type!: string;
  /** The kind of problem in words. */
  title!: string;
  /** The HTTP status. */
  status!: number;
  /** What was wrong this time, and what would be right, in the language asked for. */
  detail!: string;
  /** Refused values, at most 100. */
  fields?: FieldProblemDto[];
  /** How many values were refused. */
  fieldsTotal?: number;
  /** What is wrong with a scheme document, by line and column. */
  findings?: object[];
}
