export { type PayMix, payMix } from './checks.js';
export * from './decimal.js';
export { evaluate } from './evaluate.js';
export {
  type Explanation,
  explain,
  type InputExplanation,
  type LineExplanation,
  type ParamExplanation,
  type SourceExplanation,
  type Use,
} from './explain.js';
export type { LookupExplanation, RowExplanation } from './explain-lookup.js';
export { explanationText } from './explain-text.js';
export { type Failure, type FailureCode, failureText } from './failures.js';
export { type Finding, type FindingCode, findingText, type Language, type Severity } from './findings.js';
export { SubjectError } from './inputs.js';
export * from './period.js';
export { numberForReading } from './reading.js';
export * from './result.js';
export { ROUNDING_MODES, type Rounding, type RoundingMode, round } from './rounding.js';
export { type CompileOptions, compileScheme } from './scheme.js';
export type * from './scheme-document.js';
export { INPUT_SOURCES, TAKES, WINDOWS } from './scheme-document.js';
export * from './source.js';
export { nearest } from './spelling.js';
export type { Table } from './tables.js';
export { parseUnit, type Unit } from './units.js';
export type { Title, Value } from './values.js';
