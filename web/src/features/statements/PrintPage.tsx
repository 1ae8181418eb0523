import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Sheet } from '../../ui/Sheet.js';
import { Compared } from './Compared.js';
import { Lines } from './Lines.js';
import { statementQuery } from './queries.js';
import styles from './Statement.module.css';
import { Summary } from './Summary.js';

/** The statement for paper: light, opened as it was opened, its hash below. */
export default function PrintPage() {
  const { id = '' } = useParams();
  const { statements: texts } = useTexts();
  const { period } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const { data: statement, error, refetch } = useQuery(statementQuery(id));
  const title = statement ? `${statement.name}, ${period(statement.period)}` : texts.title;
  return (
    <Sheet
      title={title}
      beside={statement && <PeriodState state={statement.state} withProvisional />}
      isReady={statement !== undefined}
    >
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!statement && !error && <div className={styles.waiting} aria-busy />}
      {statement && (
        <>
          <p>
            {company?.name} · {texts.title}
          </p>
          <Summary statement={statement} />
          <Lines statement={statement} />
          <Compared statement={statement} onPaper />
          <footer className={styles.proof}>
            <span className="hash">
              {texts.hash} {statement.hash}
            </span>
          </footer>
        </>
      )}
    </Sheet>
  );
}
