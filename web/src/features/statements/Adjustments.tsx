import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import type { AdjustmentDto, StatementDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Change } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { adjustmentsQuery, readPayAnew } from './queries.js';
import styles from './Statement.module.css';

interface AdjustmentsProps {
  statement: StatementDto;
  mayWithdraw: boolean;
}

/** What people added to the month and why; those withdrawn stay on record. */
export function Adjustments({ statement, mayWithdraw }: AdjustmentsProps) {
  const { statements: texts } = useTexts();
  const { data, error, refetch } = useQuery(adjustmentsQuery(statement));
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  const isDraft = statement.state === 'calculated' || statement.state === 'in_review';
  return (
    <section className={styles.part} aria-labelledby="adjustments">
      <h2 id="adjustments">{texts.adjustments.title}</h2>
      <ul className="bare-list">
        {data.map((adjustment) => (
          <Adjustment
            key={adjustment.id}
            adjustment={adjustment}
            currency={statement.currency}
            mayWithdraw={mayWithdraw && isDraft && adjustment.withdrawnAt === null}
          />
        ))}
      </ul>
    </section>
  );
}

interface AdjustmentProps {
  adjustment: AdjustmentDto;
  currency: string;
  mayWithdraw: boolean;
}

function Adjustment({ adjustment, currency, mayWithdraw }: AdjustmentProps) {
  const { statements: texts, common } = useTexts();
  const { change, instant, day } = useFormats();
  const { kind, amount, applied, reason, clause, author, createdAt, orderNumber } = adjustment;
  const { withdrawnAt, withdrawnBy, withdrawalReason } = adjustment;
  return (
    <li className={styles.adjustment}>
      <div className={styles.adjustmentLine}>
        <span className={withdrawnAt ? styles.gone : ''}>{texts.adjustments.kindOf(kind)}</span>
        <strong className={withdrawnAt ? styles.gone : ''}>
          <Change value={amount} currency={currency} direction="none" />
        </strong>
        <span className={`quiet ${styles.clause}`}>{common.explain.clause(clause)}</span>
      </div>
      <p>{reason}</p>
      {applied !== null && applied !== amount && (
        <p className={styles.warning}>⚠ {texts.adjustments.applied(change(applied, { currency }))}</p>
      )}
      {orderNumber !== null && (
        <p className="quiet">
          {texts.adjustments.byOrder(
            orderNumber,
            day(adjustment.orderDate!),
            day(adjustment.sanctionFrom!),
            day(adjustment.sanctionUntil!),
          )}
        </p>
      )}
      <p className="quiet">{texts.adjustments.by(author, instant(createdAt))}</p>
      {withdrawnAt !== null && (
        <p className="quiet">
          {texts.adjustments.withdrawn(withdrawnBy ?? '', instant(withdrawnAt), withdrawalReason ?? '')}
        </p>
      )}
      {mayWithdraw && <Withdraw id={adjustment.id} />}
    </li>
  );
}

/** Takes a draft adjustment back: recorded, with the reason. */
function Withdraw({ id }: { id: string }) {
  const { statements: texts, common } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<string>(texts.adjustments.mistake);
  const [key] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/adjustments/{id}/withdraw', {
          params: { path: { id }, header: once(key) },
          body: { reason },
        }),
      ),
    onSuccess: async () => {
      setOpen(false);
      await readPayAnew();
    },
  });
  const problem = send.error instanceof Problem ? send.error : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const fieldId = `withdraw-${id}`;
  return (
    <div className="not-printed">
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        {texts.adjustments.withdraw}
      </Button>
      <Dialog title={texts.adjustments.withdrawTitle} isOpen={isOpen} onClose={() => setOpen(false)}>
        <form className="stack" onSubmit={submit} noValidate>
          {send.error && <ProblemBox error={send.error} fields={{ reason: fieldId }} takesFocus />}
          <p>{texts.adjustments.withdrawHint}</p>
          <Textarea
            id={fieldId}
            label={texts.adjustments.fields.reason}
            value={reason}
            error={problem?.expectedOf('reason')}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <div className="line">
            <Button type="submit" loading={send.isPending}>
              {texts.adjustments.withdraw}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {common.cancel}
            </Button>
          </div>
        </form>
      </Dialog>
    </div>
  );
}
