import { useFormats, useTexts } from '../../i18n/index.js';
import styles from './Explain.module.css';
import { Facts } from './Facts.js';
import { useFormulaText, useLineFormula } from './formula.js';
import { LookupTable } from './LookupTable.js';
import { Node } from './Node.js';
import { RowsNode } from './RowsNode.js';
import type { ExplainedInput, ExplainedLine, RowsOfSet } from './tree.js';
import { useTree } from './tree-context.js';
import { UnitValue, useTitle } from './values.js';

interface LineNodeProps {
  line: ExplainedLine;
  path: string;
}

/** A line: its formula, the same with values, the tables and rows that answered, and what it reads. */
export function LineNode({ line, path }: LineNodeProps) {
  const { common } = useTexts();
  const formats = useFormats();
  const titleOf = useTitle();
  const { explanation } = useTree();
  const formulaOf = useLineFormula(explanation);
  const written = useFormulaText();
  const { exact, round, withValues } = line;
  const totalled = setsOf(line, explanation.rows);
  const isRounded = exact !== null && round !== null && exact !== line.value;
  return (
    <Node
      path={path}
      title={titleOf(line.title, line.code)}
      value={<UnitValue value={line.value} unit={line.unit} />}
      beside={line.clause && common.explain.clause(line.clause)}
    >
      <p className={styles.formula}>= {formulaOf(line)}</p>
      {withValues !== null && <p className={styles.formula}>= {written(withValues)}</p>}
      {isRounded && (
        <p className={styles.formula}>
          ={' '}
          {common.explain.exact(
            line.unit === 'ratio' ? formats.percent(exact) : formats.number(exact),
            written(round.to),
          )}
        </p>
      )}
      {line.failure && <p className="bad">{common.explain.noValue}</p>}
      {line.tables.map((lookup) => (
        <LookupTable key={lookup.text} lookup={lookup} uses={line.uses} />
      ))}
      <ul className="bare-list">
        {line.uses.map((each) => (
          <UseNode key={each.name} name={each.name} path={`${path}.${each.name}`} use={each} />
        ))}
        {totalled.map(({ set, value }) => (
          <RowsNode key={set.set} set={set} path={`${path}.${set.set}`} value={value} ofLine={ofRow} />
        ))}
      </ul>
    </Node>
  );
}

/** The lines of a row are explained as any other. */
export const ofRow = (line: ExplainedLine, path: string) => <LineNode key={path} line={line} path={path} />;

/** The sets whose rows a line adds up or counts, each once, with what that came to. */
function setsOf({ totals = [] }: ExplainedLine, sets: readonly RowsOfSet[] = []) {
  const values = new Map(totals.map(({ set, value }) => [set, value]));
  return sets.flatMap((set) => (values.has(set.set) ? [{ set, value: values.get(set.set)! }] : []));
}

function UseNode({
  name,
  path,
  use: used,
}: {
  name: string;
  path: string;
  use: ExplainedLine['uses'][number];
}) {
  const { explanation } = useTree();
  const titleOf = useTitle();
  const line = used.kind === 'line' ? explanation.lines.find(({ code }) => code === name) : undefined;
  if (line) return <LineNode line={line} path={path} />;
  const input = used.kind === 'input' ? explanation.inputs.find((each) => each.name === name) : undefined;
  if (input) return <InputNode input={input} path={path} />;
  return (
    <li className={styles.leaf}>
      {titleOf(used.title, name)} <UnitValue value={used.value} unit={used.unit} />
    </li>
  );
}

function InputNode({ input, path }: { input: ExplainedInput; path: string }) {
  const { facts, ofFact } = useTree();
  const { common } = useTexts();
  const formats = useFormats();
  const titleOf = useTitle();
  const written = useFormulaText();
  const own = facts.filter((each) => each.input === input.name);
  const total = own.reduce((sum, each) => sum + each.total, 0);
  const title = titleOf(input.title, input.name);
  const value = <UnitValue value={input.value} unit={input.unit} />;
  if (own.length === 0 && input.given.length <= 1 && input.withValues === null)
    return (
      <li className={styles.leaf}>
        {title} {value}
      </li>
    );
  return (
    <Node path={path} title={title} value={value} beside={total > 0 && common.explain.facts(total)}>
      {input.withValues !== null && <p className={styles.formula}>= {written(input.withValues)}</p>}
      {input.given.length > 1 && (
        <ul className="bare-list">
          {input.given.map(({ of, value: seen }) => (
            <li key={of} className={styles.leaf}>
              {/^\d{4}(-(\d\d|Q\d))?$/.test(of) ? formats.period(of) : of}{' '}
              <UnitValue value={seen} unit={input.unit} />
            </li>
          ))}
        </ul>
      )}
      {own.map((each) => (
        <Facts key={each.of} behind={each} ofFact={ofFact} />
      ))}
    </Node>
  );
}
