import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Fact } from '../../ui/explain/Facts.js';
import styles from './Statement.module.css';
import { useQuestion } from './use-question.js';

/** Asks what pay would be if an order were returned: any of those listed, or one whose number is typed. */
export function Returned({ orders }: { orders: readonly Fact[] }) {
  const { whatIf } = useTexts().statements;
  const { dayShort, money } = useFormats();
  const [question, ask] = useQuestion();
  const asked = question?.how === 'returned' ? question.id : '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const list = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const id = typed.trim();
    ask(id ? { how: 'returned', id } : null);
  };
  return (
    <form className={`${styles.group} not-printed`} onSubmit={send}>
      <h3>{whatIf.returned}</h3>
      <div className={styles.asks}>
        <TextInput
          aria-label={whatIf.orderNumber}
          placeholder={whatIf.orderNumber}
          list={list}
          maxLength={200}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <datalist id={list}>
          {orders.map(({ externalId, date, amount }) => (
            <option key={externalId} value={externalId}>
              {amount ? `${dayShort(date)}, ${money(amount)}` : dayShort(date)}
            </option>
          ))}
        </datalist>
        <Button type="submit" variant="default">
          {whatIf.show}
        </Button>
      </div>
    </form>
  );
}
