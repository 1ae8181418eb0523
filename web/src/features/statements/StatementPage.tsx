import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Page } from '../../ui/Page.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Adjust } from './Adjust.js';
import { Adjustments } from './Adjustments.js';
import { Compared } from './Compared.js';
import { Lines } from './Lines.js';
import { Neighbours } from './Neighbours.js';
import { Proof } from './Proof.js';
import { statementQuery } from './queries.js';
import styles from './Statement.module.css';
import { Summary } from './Summary.js';
import { WhatIf } from './WhatIf.js';

/** One month of one manager: what is paid, why, what would have changed it, and why it is not what it was. */
export default function StatementPage() {
  const { id = '' } = useParams();
  const { statements: texts, common } = useTexts();
  const { period } = useFormats();
  const { role, manager } = useSession();
  const { data: statement, error, refetch } = useQuery(statementQuery(id));
  if (error && !statement)
    return (
      <Page title={texts.title}>
        <ProblemBox error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!statement)
    return (
      <Page title={texts.title}>
        <div className={styles.waiting} aria-busy>
          <span className="unseen">{common.loading}</span>
        </div>
      </Page>
    );
  const isOwn = manager === statement.personnelNumber;
  const mayAdjust = (role === 'hr' || role === 'head') && !isOwn;
  return (
    <Page
      title={`${statement.name}, ${period(statement.period)}`}
      beside={<PeriodState state={statement.state} withProvisional />}
      action={
        <div className={`${styles.actions} not-printed`}>
          <Neighbours statement={statement} />
          {mayAdjust && <Adjust statement={statement} />}
        </div>
      }
    >
      <Summary statement={statement} />
      <div className={styles.columns}>
        <div className="stack">
          <Lines statement={statement} canAsk />
          <Adjustments statement={statement} mayWithdraw={mayAdjust} />
        </div>
        <div className="stack">
          <Compared statement={statement} />
          <WhatIf statement={statement} />
        </div>
      </div>
      <Proof statement={statement} />
    </Page>
  );
}
