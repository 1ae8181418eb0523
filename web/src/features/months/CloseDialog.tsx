import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
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
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === period) step.mutate({ to: 'closed' });
  };
  return (
    <Dialog title={months.close.title(formats.period(period))} isOpen={isOpen} onClose={onClose}>
      <form className="stack" onSubmit={send}>
        <p>{months.close.hint}</p>
        {step.error && <ProblemBox error={step.error} takesFocus />}
        <TextInput
          label={months.close.type(period)}
          value={typed}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() !== period} loading={step.isPending}>
          {months.close.send}
        </Button>
      </form>
    </Dialog>
  );
}
