import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, once } from '../../api/client.js';
import type { JobDto, RunUnderWayDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { JobProgress, jobQuery } from '../../ui/JobProgress.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { readPayAnew } from './queries.js';

/** Computes the month. The job is kept in the address: loaded again, the page still follows it. */
export function RunButton({ period, isFirst }: { period: string; isFirst?: boolean }) {
  const { periods: texts } = useTexts();
  const [job, setJob] = useUrlState('job');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const starting = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/payroll-runs', {
          params: { header: { prefer: 'respond-async' } },
          body: { period },
          headers: once(key),
        }),
      ),
    onSuccess: (answer) => {
      setKey(crypto.randomUUID());
      setJob(answer.id);
    },
  });
  return (
    <>
      <Button
        variant={isFirst ? 'filled' : 'default'}
        loading={starting.isPending}
        disabled={job !== ''}
        onClick={() => starting.mutate()}
      >
        {isFirst ? texts.run.start : texts.run.again}
      </Button>
      {starting.error && <ProblemBox error={starting.error} takesFocus />}
    </>
  );
}

/** How far the run is that was started here, or that goes on anyway. */
export function RunUnderWay({ period, underWay }: { period: string; underWay: RunUnderWayDto | null }) {
  const { common, periods: texts } = useTexts();
  const [job, setJob] = useUrlState('job');
  const { data: followed } = useQuery({ ...jobQuery(job), enabled: job !== '' });
  const hasEnded = followed?.state === 'failed' || followed?.state === 'cancelled';
  const cancelling = useMutation({
    mutationFn: () => answered(api.POST('/v1/jobs/{id}/cancel', { params: { path: { id: job } } })),
  });
  const end = async ({ state }: JobDto) => {
    await readPayAnew();
    if (state === 'done') setJob(null);
  };
  if (!job)
    return underWay ? (
      <div role="status" className="line">
        <progress aria-label={texts.run.underWay} />
        <span>{texts.run.underWay}</span>
        <Done payees={underWay.payees} done={underWay.done} />
      </div>
    ) : null;
  return (
    <div className="line" key={period}>
      <JobProgress
        id={job}
        onEnd={(ended) => void end(ended)}
        progress={(told) => <Done {...(told as { payees: number; done: number })} />}
      />
      <Button
        variant="subtle"
        size="xs"
        loading={!hasEnded && (cancelling.isPending || cancelling.isSuccess)}
        onClick={() => (hasEnded ? setJob(null) : cancelling.mutate())}
      >
        {hasEnded ? common.close : common.cancel}
      </Button>
    </div>
  );
}

function Done({ payees, done }: { payees: number | null; done: number | null }) {
  const { periods: texts } = useTexts();
  if (payees === null || done === null) return null;
  return <span className="quiet">{texts.run.done(done, payees)}</span>;
}
