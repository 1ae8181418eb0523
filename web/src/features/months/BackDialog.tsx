import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { Problem } from '../../api/problem.js';
import type { TableTeamDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useStep } from './steps.js';

export type BackTo = 'calculated' | 'in_review';

interface BackDialogProps {
  period: string;
  team: TableTeamDto;
  /** The step asked about; none while the dialog is closed. */
  to: BackTo | undefined;
  onClose: () => void;
}

/** A step back needs a reason. */
export function BackDialog({ period, team, to, onClose }: BackDialogProps) {
  const { months } = useTexts();
  const [reason, setReason] = useState('');
  const reasonId = useId();
  const step = useStep(period, onClose);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!to) return;
    const of = team.team === null ? { withoutTeam: true } : { team: team.team };
    step.mutate({ to, reason, ...of });
  };
  const problem = step.error instanceof Problem ? step.error : undefined;
  return (
    <Dialog title={to ? months.back.title[to] : ''} isOpen={to !== undefined} onClose={onClose}>
      <form className="stack" onSubmit={send} noValidate>
        <p>
          {team.title ?? team.team ?? months.noTeam}. {to && months.back.hint[to]}
        </p>
        {step.error && <ProblemBox error={step.error} fields={{ reason: reasonId }} takesFocus />}
        <Textarea
          id={reasonId}
          label={months.back.reason}
          description={months.back.reasonHint}
          value={reason}
          error={problem?.expectedOf('reason')}
          rows={3}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button type="submit" loading={step.isPending}>
          {to && months.back.title[to]}
        </Button>
      </form>
    </Dialog>
  );
}
