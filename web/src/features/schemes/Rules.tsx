import { useTexts } from '../../i18n/index.js';
import { useTitledFormula } from '../../ui/explain/formula.js';
import { useRangeText } from '../../ui/explain/LookupTable.js';
import { useTitle } from '../../ui/explain/values.js';
import { type Line, type SchemeText, titled } from './document.js';
import { InputTable } from './InputTable.js';
import styles from './Schemes.module.css';
import { SchemeTable } from './SchemeTable.js';
import { useTitles } from './titles.js';

/** The document in words: what is paid by which formula and clause, by which tables, and what is read for it. */
export function Rules({ scheme }: { scheme: SchemeText }) {
  const { schemes: texts } = useTexts();
  const { names, tables } = useTitles(scheme);
  const { inputs = {}, params = {}, rows = {}, grade, checks } = scheme;
  const mix = checks?.pay_mix?.salary;
  const rangeText = useRangeText();
  return (
    <div className={styles.columns}>
      <div className="stack">
        <p className="quiet">
          {texts.every(scheme.period)}, {texts.forWhom(scheme.subject ?? 'manager')}
        </p>
        <section aria-labelledby="lines" className={styles.part}>
          <h2 id="lines">{texts.lines}</h2>
          <LineList lines={scheme.lines} scheme={scheme} />
        </section>
        {Object.entries(rows).map(([name, set]) => (
          <section key={name} className={styles.part}>
            <h2>{texts.rows(names.get(name) ?? name)}</h2>
            <LineList lines={set.lines} scheme={scheme} />
          </section>
        ))}
        {(grade || mix) && (
          <section className={styles.part}>
            <h2>{texts.rest}</h2>
            {grade && (
              <p>{texts.grade(tables.get(grade.table) ?? grade.table, names.get(grade.by) ?? grade.by)}</p>
            )}
            {mix && (
              <p>
                {texts.payMix(
                  mix.min && rangeText(mix.min),
                  mix.max && rangeText(mix.max),
                  mix.hint && rangeText(mix.hint),
                )}
              </p>
            )}
          </section>
        )}
        {Object.keys(inputs).length > 0 && (
          <section aria-labelledby="inputs" className={styles.part}>
            <h2 id="inputs">{texts.inputs}</h2>
            <InputTable inputs={inputs} names={names} />
          </section>
        )}
      </div>
      <div className="stack">
        {Object.entries(scheme.tables ?? {}).map(([name, table]) => (
          <SchemeTable key={name} name={tables.get(name) ?? name} table={table} />
        ))}
        {Object.keys(params).length > 0 && (
          <section aria-labelledby="params" className={styles.part}>
            <h2 id="params">{texts.params}</h2>
            <dl className={styles.params}>
              {Object.entries(params).map(([name, { value }]) => (
                <div key={name}>
                  <dt>{names.get(name)}</dt>
                  <dd className="number">{rangeText(value)}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </div>
  );
}

function LineList({ lines, scheme }: { lines: readonly Line[]; scheme: SchemeText }) {
  const { schemes: texts, common } = useTexts();
  const titleOf = useTitle();
  const { names, tables } = useTitles(scheme);
  const written = useTitledFormula();
  const rangeText = useRangeText();
  return (
    <ol className="bare-list">
      {lines.map(({ code, title, formula, round, pay, clause }) => (
        <li key={code} className={styles.ruleLine}>
          <p className={styles.lineHead}>
            <strong>{titleOf(titled(title), code)}</strong>
            {pay && <span className={styles.pay}>{texts.pay(pay)}</span>}
            {clause && <span className={`quiet ${styles.clause}`}>{common.explain.clause(clause)}</span>}
          </p>
          <p className={styles.formula}>= {written(formula, names, tables)}</p>
          {round && (
            <p className="quiet">
              {texts.round(rangeText(typeof round === 'string' ? round : (round.to ?? '')))}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
