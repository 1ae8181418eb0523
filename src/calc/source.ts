/** A place in a document; line and column count from 1, the column in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/**
 * A document as it was written: scalars are text always, every node knows its place.
 * Made outside calc from YAML or JSON, so that calc reads neither and no number is ever a float.
 */
export type SourceNode = SourceMap | SourceList | SourceScalar | SourceEmpty;

export interface SourceEntry {
  key: string;
  keyAt: Position;
  value: SourceNode;
}

export interface SourceMap {
  kind: 'map';
  entries: SourceEntry[];
  at: Position;
}

interface SourceList {
  kind: 'list';
  items: SourceNode[];
  at: Position;
}

export interface SourceScalar {
  kind: 'scalar';
  text: string;
  at: Position;
  /**
   * Place of the first character of `text`, given when the document holds `text` letter for letter on one
   * line (after the quote of a quoted scalar). Without it places inside the text fall back to `at`.
   */
  textAt?: Position;
}

interface SourceEmpty {
  kind: 'empty';
  at: Position;
}

/** The place of the character at `offset` inside a scalar. */
export function positionInside(scalar: SourceScalar, offset: number): Position {
  const { at, textAt } = scalar;
  return textAt ? { line: textAt.line, column: textAt.column + offset } : at;
}
