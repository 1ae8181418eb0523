import { useTexts } from '../../i18n/index.js';
import type { Input } from './document.js';
import styles from './Schemes.module.css';

const SOURCES = ['measure', 'target', 'kpi', 'line', 'attribute', 'calendar', 'rate'] as const;

interface InputTableProps {
  inputs: Record<string, Input>;
  names: ReadonlyMap<string, string>;
}

/** What a scheme reads: what it is, from where, over which time. */
export function InputTable({ inputs, names }: InputTableProps) {
  const { schemes: texts } = useTexts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.scroll} tabIndex={0} aria-label={texts.inputs}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{texts.input}</th>
            <th scope="col">{texts.source}</th>
            <th scope="col">{texts.over}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(inputs).map(([name, input]) => (
            <tr key={name}>
              <td>
                {names.get(name)}
                {input.prorate && (
                  <span className="quiet"> × {names.get(input.prorate) ?? input.prorate}</span>
                )}
              </td>
              <td>
                <Source input={input} />
              </td>
              <td>
                {texts.window(input.window ?? 'this period')}
                {input.take && `, ${texts.take(input.take)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Source({ input }: { input: Input }) {
  const { schemes: texts } = useTexts();
  const source = SOURCES.find((each) => input[each] !== undefined);
  if (!source) return null;
  return (
    <>
      {texts.sources[source]}{' '}
      <span className="quiet">
        {input.scheme ? `${input.scheme}, ` : ''}
        {input[source]}
      </span>
    </>
  );
}
