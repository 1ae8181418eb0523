import type { ProgressDto } from '../../api/schema.js';
import type { ExplainedLine, Explanation } from '../../ui/explain/tree.js';

/** The lines that go into pay, each with its node in the explanation below. */
export const paidLines = ({ results }: ProgressDto): { path: string; line: ExplainedLine }[] =>
  results.flatMap((explanation, place) =>
    (explanation as unknown as Explanation).lines
      .filter(({ pay }) => pay !== undefined)
      .map((line) => ({ path: `${place}.${line.code}`, line })),
  );
