import type { ReactNode } from 'react';
import type { FactsOfInputDto } from '../../api/schema.js';
import { useUrlSet } from '../url-state.js';
import type { Fact } from './Facts.js';
import { LineNode, ofRow } from './LineNode.js';
import { RowsNode } from './RowsNode.js';
import type { Explanation } from './tree.js';
import { Explained, type Tree } from './tree-context.js';

interface ExplainProps extends Pick<Tree, 'readRows'> {
  /** `explanation` of a result, as the service tells it. */
  explanation: object;
  facts: readonly FactsOfInputDto[];
  /** Tells the open nodes of this result from those of others in the address. */
  id: string;
  /** What can be done with a record behind a figure, such as asking what pay would be without it. */
  ofFact?: (fact: Fact) => ReactNode;
}

/**
 * How each figure of a result came about: nested lists of buttons, opened down to the records. Which nodes are open lives
 * in the address (`?open=`), so that a link shows the very figure in question.
 */
export function Explain({ explanation: given, facts, id, ofFact, readRows }: ExplainProps) {
  const explanation = given as Explanation;
  const [open, toggle] = useUrlSet('open');
  const paid = explanation.lines.filter(({ pay }) => pay !== undefined);
  const paidRows = explanation.rows?.filter(({ rows }) =>
    rows[0]?.lines.some(({ pay }) => pay !== undefined),
  );
  return (
    <Explained value={{ id, explanation, facts, open, toggle, ofFact, readRows }}>
      <ul className="bare-list">
        {paid.map((line) => (
          <LineNode key={line.code} line={line} path={`${id}.${line.code}`} />
        ))}
        {paidRows?.map((set) => (
          <RowsNode key={set.set} set={set} path={`${id}.${set.set}`} ofLine={ofRow} />
        ))}
      </ul>
    </Explained>
  );
}
