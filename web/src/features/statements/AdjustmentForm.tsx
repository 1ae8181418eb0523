import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import type { StatementDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { typedNumber } from '../../i18n/typed-number.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { readPayAnew } from './queries.js';
import styles from './Statement.module.css';

const KINDS = ['agreed', 'correction', 'prize', 'reduction'] as const;
const FIELDS = ['kind', 'amount', 'reason', 'clause'] as const;
/** Of the order by which a sanction is imposed: reductions only. */
const ORDER_FIELDS = ['orderNumber', 'orderDate', 'sanctionFrom', 'sanctionUntil'] as const;

type Field = (typeof FIELDS)[number] | (typeof ORDER_FIELDS)[number];
type Typed = Record<Field, string>;

const EMPTY: Typed = {
  ...{ kind: KINDS[0], amount: '', reason: '', clause: '' },
  ...{ orderNumber: '', orderDate: '', sanctionFrom: '', sanctionUntil: '' },
};

const idOf = (field: Field) => `adjustment-${field}`;
const IDS = Object.fromEntries([...FIELDS, ...ORDER_FIELDS].map((field) => [field, idOf(field)]));

interface AdjustmentFormProps {
  statement: StatementDto;
  onDone: () => void;
}

/** Adds an adjustment; what the service does not take stands at its field, and nothing typed is lost. */
export function AdjustmentForm({ statement, onDone }: AdjustmentFormProps) {
  const { statements: texts, common } = useTexts();
  const { money } = useFormats();
  const [typed, setTyped] = useState(EMPTY);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/adjustments', {
          body: bodyOf(typed, statement),
          params: { header: once(key) },
        }),
      ),
    onSuccess: () => {
      onDone();
      return readPayAnew();
    },
    // what was refused is sent again as another request
    onError: () => setKey(crypto.randomUUID()),
  });
  const problem = send.error instanceof Problem ? send.error : undefined;
  const field = (name: Field) => ({
    id: idOf(name),
    label: texts.adjustments.fields[name],
    value: typed[name],
    error: problem?.expectedOf(name),
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setTyped((now) => ({ ...now, [name]: value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {send.error && <ProblemBox key={key} error={send.error} fields={IDS} takesFocus />}
      <p className="quiet">
        {texts.adjustments.now(
          statement.total === null
            ? texts.adjustments.unknownTotal
            : money(statement.total, { currency: statement.currency }),
        )}
      </p>
      <NativeSelect
        {...field('kind')}
        data={KINDS.map((kind) => ({ value: kind, label: texts.adjustments.kinds[kind] }))}
      />
      <TextInput
        {...field('amount')}
        inputMode="decimal"
        autoComplete="off"
        description={texts.adjustments.amounts[typed.kind as (typeof KINDS)[number]]}
      />
      <Textarea {...field('reason')} rows={2} />
      <TextInput {...field('clause')} description={texts.adjustments.clauseHint} autoComplete="off" />
      {typed.kind === 'reduction' && (
        <fieldset className={styles.order}>
          <legend>{texts.adjustments.order}</legend>
          <TextInput {...field('orderNumber')} autoComplete="off" />
          <TextInput {...field('orderDate')} type="date" />
          <TextInput {...field('sanctionFrom')} type="date" />
          <TextInput {...field('sanctionUntil')} type="date" />
        </fieldset>
      )}
      <p className="quiet">{texts.adjustments.twoPeople}</p>
      <div className="line">
        <Button type="submit" loading={send.isPending}>
          {texts.adjustments.add}
        </Button>
        <Button variant="default" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}

/** What cannot be read as a number is sent as it was typed: the service says what would be right. */
function bodyOf(typed: Typed, { period, personnelNumber: manager }: StatementDto) {
  const { kind, amount, reason, clause, ...order } = typed;
  return {
    ...{ period, manager, kind: kind as (typeof KINDS)[number], reason, clause },
    amount: typedNumber(amount) ?? amount,
    ...(kind === 'reduction'
      ? Object.fromEntries(Object.entries(order).filter(([, value]) => value !== ''))
      : {}),
  };
}
