import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Form } from '../../ui/Form.js';
import { useStep } from './steps.js';

interface CloseDialogProps {
  period: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Closing is for good: whoever does it types which month. */
export function CloseDialog({ period, isOpen, onClose }: CloseDialogProps) {
  const { months } = useTexts();
  const formats = useFormats();
  const [typed, setTyped] = useState('');
  const step = useStep(period, onClose);
  return (
    <Dialog title={months.close.title(formats.period(period))} isOpen={isOpen} onClose={onClose}>
      <Form
        sending={step}
        action={months.close.send}
        isUnfinished={typed.trim() !== period}
        onSend={() => step.mutate({ to: 'closed' })}
        onClose={onClose}
      >
        <p>{months.close.hint}</p>
        <TextInput
          label={months.close.type(period)}
          value={typed}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </Form>
    </Dialog>
  );
}
