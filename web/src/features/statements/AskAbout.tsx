import { useTexts } from '../../i18n/index.js';
import type { Fact } from '../../ui/explain/Facts.js';
import styles from './Statement.module.css';
import { useQuestion } from './use-question.js';

/** Asks what pay would be without a record, or with an order returned; the answer stands with the what-ifs. */
export function AskAbout({ fact: { kind, externalId: id } }: { fact: Fact }) {
  const { whatIf } = useTexts().statements;
  const [, ask] = useQuestion();
  return (
    <span className={styles.asks}>
      <button
        type="button"
        className="text-button"
        aria-label={whatIf.withoutIt(id)}
        onClick={() => ask({ how: 'without', id })}
      >
        {whatIf.ask}
      </button>
      {kind === 'order' && (
        <button
          type="button"
          className="text-button"
          aria-label={whatIf.returnedIt(id)}
          onClick={() => ask({ how: 'returned', id })}
        >
          {whatIf.askReturned}
        </button>
      )}
    </span>
  );
}
