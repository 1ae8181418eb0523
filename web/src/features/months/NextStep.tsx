import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { NewTransitionDto, NextStepDto, PayrollTableDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { CloseDialog } from './CloseDialog.js';
import { useRun, useStep } from './steps.js';

/** The step that brings the month on, as a button; where it is not the viewer's, who takes it. */
export function NextStep({ table }: { table: PayrollTableDto }) {
  const { months } = useTexts();
  const step = useStep(table.period);
  const run = useRun(table.period);
  const [isClosing, setClosing] = useState(false);
  const { next, period } = table;
  if (!next || table.underWay) return null;
  if (!next.allowed) return <p className="quiet">{next.whyNot}</p>;
  const label = months.step[next.to as keyof typeof months.step];
  const error = step.error ?? run.error;
  return (
    <div className="stack">
      {next.to === 'approved' ? (
        <Button component={Link} to={`/months/${period}/approve`}>
          {label}
        </Button>
      ) : (
        <Button loading={step.isPending || run.isPending} onClick={() => take(next)}>
          {label}
        </Button>
      )}
      {error && <ProblemBox error={error} takesFocus />}
      <CloseDialog period={period} isOpen={isClosing} onClose={() => setClosing(false)} />
    </div>
  );

  function take({ to }: NextStepDto) {
    if (to === 'closed') setClosing(true);
    else if (to === 'calculated') run.mutate();
    else step.mutate({ to: to as NewTransitionDto['to'] });
  }
}
