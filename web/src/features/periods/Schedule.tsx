import { Button, NumberInput, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { queries } from '../../api/queries.js';
import type { ScheduleDto, ScheduleSettingsDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Dialog } from '../../ui/Dialog.js';
import { Form } from '../../ui/Form.js';
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
  const whole = (name: 'dayOfMonth' | 'hour') => ({
    id: ids[name],
    value: given[name],
    allowDecimal: false,
    allowNegative: false,
    // what is typed stays, and the service says what would be right
    clampBehavior: 'none' as const,
    error: saving.error instanceof Problem ? saving.error.expectedOf(name) : undefined,
    onChange: (value: string | number) => setGiven((now) => ({ ...now, [name]: Number(value) })),
  });
  return (
    <Form sending={saving} fields={ids} action={common.save} onSend={saving.mutate} onClose={onDone}>
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
    </Form>
  );
}
