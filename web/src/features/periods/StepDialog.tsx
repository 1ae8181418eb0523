import { Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import type { NewTransitionDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Form } from '../../ui/Form.js';
import { ReasonField } from '../../ui/ReasonField.js';
import { readPayAnew } from './queries.js';

/** A step of a month, or of one of its teams. */
export interface Step {
  period: string;
  to: NewTransitionDto['to'];
  from: string;
  /** Code and title of the team; null for those without one, absent for the month. */
  team?: { code: string | null; title: string } | undefined;
  needsReason?: boolean;
  hash?: string;
  statements: number | undefined;
  incomplete: number | undefined;
  /** How many are worth a look. */
  warned?: number;
}

/** Says what the step does, and asks for what it needs: a reason, or the month's code before it is closed for good. */
export function StepDialog({ step, onClose }: { step: Step | null; onClose: () => void }) {
  const { periods: texts } = useTexts();
  const { period } = useFormats();
  if (!step) return null;
  const verb = texts.steps[step.team ? 'team' : 'month'][wayOf(step)];
  const of = step.team?.title ?? period(step.period);
  return (
    <Dialog title={`${verb}: ${of}`} isOpen onClose={onClose}>
      <StepForm step={step} verb={verb} onClose={onClose} />
    </Dialog>
  );
}

/** Steps back are called otherwise than those on to the same state. */
export const wayOf = ({ to, from }: { to: string; from: string }) =>
  to === 'in_review' && from === 'approved' ? 'reopen' : (to as NewTransitionDto['to']);

function StepForm({ step, verb, onClose }: { step: Step; verb: string; onClose: () => void }) {
  const { periods: texts } = useTexts();
  const [key] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [acceptsIncomplete, setAccepts] = useState(false);
  const [reasonId, typedId] = [useId(), useId()];
  const taking = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/periods/{code}/transitions', {
          params: { path: { code: step.period } },
          headers: once(key),
          body: bodyOf(step, reason, acceptsIncomplete),
        }),
      ),
    onSuccess: async () => {
      await readPayAnew();
      onClose();
    },
  });
  const isClosing = step.to === 'closed';
  const needsAcceptance = step.to === 'approved' && Boolean(step.incomplete);
  const asksReason = step.needsReason || acceptsIncomplete;
  return (
    <Form
      sending={taking}
      fields={{ reason: reasonId }}
      action={verb}
      isUnfinished={(isClosing && typed.trim() !== step.period) || (needsAcceptance && !acceptsIncomplete)}
      onSend={taking.mutate}
      onClose={onClose}
    >
      <p>{texts.steps.effect[wayOf(step)]}</p>
      {step.statements !== undefined && <p>{texts.steps.of(step.statements)}</p>}
      {Boolean(step.warned) && <p>⚠ {texts.tabs.warnings(step.warned ?? 0)}</p>}
      {Boolean(step.incomplete) && <p className="bad">{texts.incomplete(step.incomplete ?? 0)}</p>}
      {needsAcceptance && (
        <Checkbox
          label={texts.steps.acceptIncomplete}
          checked={acceptsIncomplete}
          onChange={({ currentTarget }) => setAccepts(currentTarget.checked)}
        />
      )}
      {asksReason && <ReasonField id={reasonId} value={reason} error={taking.error} onChange={setReason} />}
      {isClosing && (
        <TextInput
          id={typedId}
          label={texts.steps.typePeriod(step.period)}
          autoComplete="off"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
    </Form>
  );
}

function bodyOf({ to, team, hash }: Step, reason: string, acceptIncomplete: boolean): NewTransitionDto {
  return {
    to,
    ...(team ? (team.code === null ? { withoutTeam: true } : { team: team.code }) : {}),
    ...(reason ? { reason } : {}),
    ...(acceptIncomplete ? { acceptIncomplete } : {}),
    ...(hash && to === 'approved' ? { hash } : {}),
  };
}
