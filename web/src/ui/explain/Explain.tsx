import { createContext, type ReactNode, use } from 'react';
import type { FactsOfInputDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { useUrlSet } from '../url-state.js';
import styles from './Explain.module.css';
import { type Fact, Facts } from './Facts.js';
import { useFormulaText, useLineFormula } from './formula.js';
import { LookupTable } from './LookupTable.js';
import type { ExplainedInput, ExplainedLine, Explanation } from './tree.js';
import { UnitValue, useTitle } from './values.js';

interface ExplainProps {
  /** `explanation` of a result, as the service tells it. */
  explanation: object;
  facts: readonly FactsOfInputDto[];
  /** Tells the open nodes of this result from those of others in the address. */
  id: string;
  /** What can be done with a record behind a figure, such as asking what pay would be without it. */
  ofFact?: (fact: Fact) => ReactNode;
}

interface Tree {
  explanation: Explanation;
  facts: readonly FactsOfInputDto[];
  open: ReadonlySet<string>;
  toggle: (path: string) => void;
  ofFact: ((fact: Fact) => ReactNode) | undefined;
}

const Explained = createContext<Tree | undefined>(undefined);

/**
 * How each figure of a result came about: nested lists of buttons, opened down to the records. Which nodes are open lives
 * in the address (`?open=`), so that a link shows the very figure in question.
 */
export function Explain({ explanation: given, facts, id, ofFact }: ExplainProps) {
  const explanation = given as Explanation;
  const [open, toggle] = useUrlSet('open');
  const paid = explanation.lines.filter(({ pay }) => pay !== undefined);
  return (
    <Explained value={{ explanation, facts, open, toggle, ofFact }}>
      <ul className={styles.root}>
        {paid.map((line) => (
          <LineNode key={line.code} line={line} path={`${id}.${line.code}`} />
        ))}
      </ul>
    </Explained>
  );
}

const useTree = (): Tree => use(Explained)!;

interface NodeProps {
  path: string;
  title: string;
  value: ReactNode;
  beside?: ReactNode;
  children: ReactNode;
}

function Node({ path, title, value, beside, children }: NodeProps) {
  const { open, toggle } = useTree();
  const isOpen = open.has(path);
  return (
    <li>
      <button type="button" aria-expanded={isOpen} className={styles.node} onClick={() => toggle(path)}>
        <span aria-hidden className={styles.mark}>
          {isOpen ? '▾' : '▸'}
        </span>
        <span className={styles.title}>{title}</span>
        <span className={styles.value}>{value}</span>
        {beside && <span className={styles.beside}>{beside}</span>}
      </button>
      {isOpen && <div className={styles.inside}>{children}</div>}
    </li>
  );
}

function LineNode({ line, path }: { line: ExplainedLine; path: string }) {
  const { common } = useTexts();
  const formats = useFormats();
  const titleOf = useTitle();
  const { explanation } = useTree();
  const formulaOf = useLineFormula(explanation);
  const written = useFormulaText();
  const { exact, round, withValues } = line;
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
      <ul className={styles.children}>
        {line.uses.map((each) => (
          <UseNode key={each.name} name={each.name} path={`${path}.${each.name}`} use={each} />
        ))}
      </ul>
    </Node>
  );
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
        <ul className={styles.children}>
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
