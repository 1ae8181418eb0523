import { Button, Checkbox, Textarea } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { Problem } from '../../api/problem.js';
import type { PayrollTableDto, TableTeamDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useStep } from './steps.js';

/**
 * The approval itself. With it goes the hash of what is shown: where the statements have changed meanwhile it is refused,
 * and what was typed stays beside what they are now.
 */
export function ApproveForm({ table, team }: { table: PayrollTableDto; team: TableTeamDto }) {
  const { months } = useTexts();
  const formats = useFormats();
  const navigate = useNavigate();
  const step = useStep(table.period, () => void navigate(`/months/${table.period}`));
  const [reason, setReason] = useState('');
  const [isAccepted, setAccepted] = useState(false);
  const reasonId = useId();
  const { totals } = table;
  const isIncomplete = totals.incomplete > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const of = team.team === null ? { withoutTeam: true } : { team: team.team };
    const hash = table.teams.find((each) => each.team === team.team)?.hash;
    step.mutate({
      to: 'approved',
      ...of,
      ...(hash ? { hash } : {}),
      ...(isIncomplete ? { acceptIncomplete: isAccepted, reason } : {}),
    });
  };
  const problem = step.error instanceof Problem ? step.error : undefined;
  const currency = table.items[0]?.currency;
  return (
    <form className="stack" onSubmit={send} noValidate>
      {step.error && (
        <ProblemBox error={step.error} fields={{ reason: reasonId }} takesFocus>
          {problem?.code === 'review-changed' && <p>{months.approve.changedMeanwhile}</p>}
        </ProblemBox>
      )}
      {isIncomplete && (
        <fieldset className="stack">
          <legend>{months.approve.incompleteTitle(totals.incomplete)}</legend>
          <Checkbox
            label={months.approve.accept}
            checked={isAccepted}
            onChange={({ currentTarget }) => setAccepted(currentTarget.checked)}
          />
          <Textarea
            id={reasonId}
            label={months.approve.reason}
            value={reason}
            error={problem?.expectedOf('reason')}
            rows={3}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </fieldset>
      )}
      <div>
        <Button type="submit" loading={step.isPending}>
          {totals.total === null
            ? months.approve.sendWithoutTotal(totals.statements)
            : months.approve.send(totals.statements, formats.money(totals.total, { currency }))}
        </Button>
      </div>
    </form>
  );
}
