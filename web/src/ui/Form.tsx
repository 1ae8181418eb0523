import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../i18n/index.js';
import { ProblemBox } from './ProblemBox.js';

interface FormProps {
  /** Of the mutation that `onSend` starts: what was refused stands above the fields. */
  sending: { error: Error | null; isPending: boolean };
  /** Ids of the fields by the API's names. */
  fields?: Record<string, string>;
  /** The verb on the button. */
  action: string;
  /** Whether something that cannot be left out is missing. */
  isUnfinished?: boolean;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog; the browser refuses nothing, the service does. */
export function Form({ sending, fields = {}, action, isUnfinished, onSend, onClose, children }: FormProps) {
  const { common } = useTexts();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      {sending.error && <ProblemBox error={sending.error} fields={fields} takesFocus />}
      {children}
      <div className="line">
        <Button type="submit" loading={sending.isPending} disabled={isUnfinished ?? false}>
          {action}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
