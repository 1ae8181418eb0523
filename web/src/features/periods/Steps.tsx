import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NextStepDto, PayrollTableDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { reviewsQuery } from './queries.js';
import { type Step, StepDialog } from './StepDialog.js';

/** The button of the step that brings the month on, or what it waits for. */
export function NextStep({ table }: { table: PayrollTableDto }) {
  const { periods: texts } = useTexts();
  const { next, totals, period } = table;
  const { data: reviews } = useQuery(reviewsQuery(period));
  const [step, setStep] = useState<Step | null>(null);
  // a month that is open is computed by a button of its own
  if (!next || next.to === 'calculated') return null;
  if (!next.allowed) return <span className="quiet">{next.whyNot}</span>;
  const teams = codesOf(next);
  const moved = reviews?.reviews.filter(({ team }) => teams.includes(team));
  const statements = teams.length
    ? moved?.reduce((sum, { statements: of }) => sum + of, 0)
    : totals.statements;
  const incomplete = teams.length ? moved?.flatMap((review) => review.incomplete).length : totals.incomplete;
  return (
    <>
      <Button
        onClick={() =>
          setStep({
            period,
            to: next.to as Step['to'],
            from: table.state,
            statements,
            incomplete,
            warned: totals.warnedBeyondHints,
          })
        }
      >
        {texts.steps.month[next.to as Step['to']]}
      </Button>
      <StepDialog step={step} onClose={() => setStep(null)} />
    </>
  );
}

const codesOf = ({ teams }: NextStepDto) => teams as unknown as (string | null)[];
