import { createContext, type ReactNode, use } from 'react';
import type { FactsOfInputDto } from '../../api/schema.js';
import type { Fact } from './Facts.js';
import type { ExplainedLine, Explanation, RowsOfSet } from './tree.js';

export interface Tree {
  /** Of the result. */
  id: string;
  explanation: Explanation;
  facts: readonly FactsOfInputDto[];
  open: ReadonlySet<string>;
  toggle: (path: string) => void;
  /** What can be done with a record behind a figure, such as asking what pay would be without it. */
  ofFact?: ((fact: Fact) => ReactNode) | undefined;
  /** Reads so many rows of each set, where the explanation may have left some out. */
  readRows?: ((count: number) => Promise<RowsOfSet[]>) | undefined;
}

export const Explained = createContext<Tree | undefined>(undefined);

export const useTree = (): Tree => use(Explained)!;

export interface RowsProps {
  set: RowsOfSet;
  path: string;
  /** How a line of a row is explained. */
  ofLine: (line: ExplainedLine, path: string) => ReactNode;
}
