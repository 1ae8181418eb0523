import { Button, NumberInput, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { queries } from '../../api/queries.js';
import type { ScheduleDto, ScheduleSettingsDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { dueQuery } from './queries.js';

/** When months are computed by themselves: the next of them, the day and hour, a pause. */
export function Schedule() {
  const { periods: texts } = useTexts();
  const { instant, period } = useFormats();
  const { role } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { data: schedule } = useQuery({
    queryKey: ['schedule'],
    queryFn: ({ signal }) => answered(api.GET('/v1/schedule', { signal })),
  });
  const { data: due } = useQuery(dueQuery);
  if (!schedule) return null;
  const next = due?.filter(({ state }) => state === 'waiting').at(0);
  return (
    <section className="line" aria-label={texts.schedule.title}>
      <p>
        {schedule.paused && <strong className="bad">{texts.schedule.paused} </strong>}
        {next && !schedule.paused && (
          <>{texts.schedule.next(period(next.period), instant(next.dueAt, schedule.timeZone))} </>
        )}
        <span className="quiet">
          {texts.schedule.rule(schedule.dayOfMonth, schedule.hour, schedule.timeZone)}
        </span>
      </p>
      {role === 'hr' && (
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          {texts.schedule.change}
        </Button>
      )}
      <Dialog title={texts.schedule.title} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ScheduleForm schedule={schedule} onDone={() => setOpen(false)} />
      </Dialog>
    </section>
  );
}

function ScheduleForm({ schedule, onDone }: { schedule: ScheduleDto; onDone: () => void }) {
  const { common, periods: texts } = useTexts();
  const { timeZone: _, ...known } = schedule;
  const [given, setGiven] = useState<ScheduleSettingsDto>(known);
  const ids = { dayOfMonth: useId(), hour: useId() };
  const saving = useMutation({
    mutationFn: () => answered(api.PUT('/v1/schedule', { body: given })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['schedule'] });
      onDone();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const whole = (name: 'dayOfMonth' | 'hour') => ({
    id: ids[name],
    value: given[name],
    allowDecimal: false,
    allowNegative: false,
    error: saving.error instanceof Problem ? saving.error.expectedOf(name) : undefined,
    onChange: (value: string | number) => setGiven((now) => ({ ...now, [name]: Number(value) })),
  });
  return (
    <form className="stack" onSubmit={send} noValidate>
      {saving.error && <ProblemBox error={saving.error} fields={ids} takesFocus />}
      <NumberInput {...whole('dayOfMonth')} label={texts.schedule.day} min={1} max={31} />
      <NumberInput {...whole('hour')} label={texts.schedule.hour(schedule.timeZone)} min={0} max={23} />
      <Switch
        label={texts.schedule.pause}
        description={texts.schedule.pauseHint}
        checked={given.paused}
        onChange={({ currentTarget }) => {
          const { checked } = currentTarget;
          setGiven((now) => ({ ...now, paused: checked }));
        }}
      />
      <div className="line">
        <Button type="submit" loading={saving.isPending}>
          {common.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
