import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Problem } from '../api/problem.js';
import { useTexts } from '../i18n/index.js';
import { Dialog } from './Dialog.js';
import { ProblemBox } from './ProblemBox.js';

interface ReasonDialogProps {
  title: string;
  /** What follows from it. */
  children?: ReactNode;
  /** The verb on the button. */
  action: string;
  isOpen: boolean;
  onClose: () => void;
  /** Of the mutation that `onSend` starts. */
  isPending: boolean;
  error: Error | null;
  onSend: (reason: string) => void;
}

/** Asks for the reason that a step needs; what was typed stays when the step is refused. */
export function ReasonDialog({ title, isOpen, onClose, ...form }: ReasonDialogProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <ReasonForm onClose={onClose} {...form} />
    </Dialog>
  );
}

type ReasonFormProps = Omit<ReasonDialogProps, 'title' | 'isOpen'>;

function ReasonForm({ children, action, onClose, isPending, error, onSend }: ReasonFormProps) {
  const { common } = useTexts();
  const [reason, setReason] = useState('');
  const id = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend(reason);
  };
  return (
    <form className="stack" onSubmit={send}>
      {error && <ProblemBox error={error} fields={{ reason: id }} takesFocus />}
      {children}
      <Textarea
        id={id}
        label={common.reason}
        required
        withAsterisk={false}
        rows={3}
        value={reason}
        error={error instanceof Problem ? error.expectedOf('reason') : undefined}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div className="line">
        <Button type="submit" loading={isPending}>
          {action}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
