import { type ReactNode, useState } from 'react';
import type { FactsOfInputDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Count, Money } from '../Figures.js';
import styles from './Explain.module.css';

/** A record that a measure counted. */
export interface Fact {
  kind: string;
  date: string;
  externalId: string;
  text?: string | null;
  client?: string | null;
  amount?: string | null;
}

interface FactsProps {
  behind: FactsOfInputDto;
  ofFact?: ((fact: Fact) => ReactNode) | undefined;
}

/** So many are shown until all are asked for: a month may have thousands of orders. */
const FIRST = 20;

/** The orders, complaints and other records behind a figure. */
export function Facts({ behind, ofFact }: FactsProps) {
  const { common } = useTexts();
  const { dayShort } = useFormats();
  const [isWhole, setWhole] = useState(false);
  const all = behind.facts as unknown as Fact[];
  if (all.length === 0) return null;
  const facts = isWhole ? all : all.slice(0, FIRST);
  const has = (name: 'text' | 'client' | 'amount') => all.some((fact) => fact[name] != null);
  const [hasText, hasClient, hasAmount] = [has('text'), has('client'), has('amount')];
  const decimals = decimalsOf(facts.map(({ amount }) => amount ?? null));
  const { fact: heads } = common.explain;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.facts} tabIndex={0} aria-label={common.explain.facts(behind.total)}>
      <table className={styles.lookup}>
        <caption>
          {behind.total > facts.length
            ? common.explain.factsShown(facts.length, behind.total)
            : common.explain.facts(behind.total)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{heads.day}</th>
            <th scope="col">{heads.number}</th>
            {hasClient && <th scope="col">{heads.client}</th>}
            {hasText && <th scope="col">{heads.text}</th>}
            {hasAmount && (
              <th scope="col" className={styles.right}>
                {heads.amount}
              </th>
            )}
            {ofFact && (
              <th scope="col" className="not-printed">
                <span className="unseen">{heads.ask}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {facts.map((fact, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a number may stand for several facts
            <tr key={place}>
              <td>{dayShort(fact.date)}</td>
              <td>{fact.externalId}</td>
              {hasClient && <td>{fact.client ?? ''}</td>}
              {hasText && <td>{fact.text ?? ''}</td>}
              {hasAmount && (
                <td className={styles.right}>
                  {fact.kind === 'kpi-reading' ? (
                    <Count value={fact.amount} />
                  ) : (
                    <Money value={fact.amount} decimals={decimals} />
                  )}
                </td>
              )}
              {ofFact && <td className="not-printed">{ofFact(fact)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > facts.length && (
        <button type="button" className="text-button not-printed" onClick={() => setWhole(true)}>
          {common.showAll(all.length)}
        </button>
      )}
    </section>
  );
}
