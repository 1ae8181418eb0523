import { useTexts } from '../../i18n/index.js';
import type { Fact } from '../../ui/explain/Facts.js';
import { useUrlState } from '../../ui/url-state.js';
import styles from './Statement.module.css';

/** Asks what pay would be without a record; the answer stands with the what-ifs, and the question in the address. */
export function AskWithout({ fact }: { fact: Fact }) {
  const { statements: texts } = useTexts();
  const [, ask] = useUrlState('without');
  return (
    <button
      type="button"
      className={styles.ask}
      aria-label={texts.whatIf.withoutIt(fact.externalId)}
      onClick={() => {
        ask(fact.externalId);
        document.getElementById('without')?.scrollIntoView({ block: 'center' });
      }}
    >
      {texts.whatIf.ask}
    </button>
  );
}
