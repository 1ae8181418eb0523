import { type ReactNode, useId, useState } from 'react';
import { Dialog } from './Dialog.js';
import { Form } from './Form.js';
import { ReasonField } from './ReasonField.js';

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
  const [reason, setReason] = useState('');
  const id = useId();
  return (
    <Form
      sending={{ error, isPending }}
      fields={{ reason: id }}
      action={action}
      onSend={() => onSend(reason)}
      onClose={onClose}
    >
      {children}
      <ReasonField id={id} value={reason} error={error} onChange={setReason} />
    </Form>
  );
}
