import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { ImportReportDto, JobDto, ProblemDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { JobProgress, jobQuery } from '../../ui/JobProgress.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Counts } from './Counts.js';
import type { Given } from './given.js';
import { Reading } from './Reading.js';
import { Refused } from './Refused.js';

/** The file being taken in, and what came of it. */
export function ProgressStep({ id, given }: { id: string; given: Given | null }) {
  const { imports: texts } = useTexts();
  const { data: job, error } = useQuery(jobQuery(id));
  if (error) return <ProblemBox error={error} />;
  if (!job) return <div aria-busy />;
  const report = job.result as unknown as ImportReportDto | null;
  const fileName = report?.fileName ?? given?.file.name;
  return (
    <>
      {fileName && <p>{fileName}</p>}
      {job.state === 'failed' ? (
        <Refused problem={job.problem as unknown as ProblemDto} />
      ) : (
        <UnderWay job={job} />
      )}
      {report && <Taken report={report} />}
      <div className="line">
        <Button component={Link} to="/imports/new/file">
          {texts.another}
        </Button>
        <Button component={Link} to="/imports" variant="default">
          {texts.toList}
        </Button>
      </div>
    </>
  );
}

function UnderWay({ job }: { job: JobDto }) {
  const { common } = useTexts();
  const cancelling = useMutation({
    mutationFn: () => answered(api.POST('/v1/jobs/{id}/cancel', { params: { path: { id: job.id } } })),
  });
  const isGoingOn = job.state === 'queued' || job.state === 'running';
  return (
    <div className="line" aria-busy={isGoingOn || undefined}>
      <JobProgress
        id={job.id}
        progress={(told) => <Reading told={told} />}
        onEnd={() => void queries.invalidateQueries({ queryKey: ['imports'] })}
      />
      {isGoingOn && (
        <Button
          variant="default"
          size="xs"
          loading={cancelling.isPending || cancelling.isSuccess}
          onClick={() => cancelling.mutate()}
        >
          {common.cancel}
        </Button>
      )}
    </div>
  );
}

function Taken({ report }: { report: ImportReportDto }) {
  const { imports: texts } = useTexts();
  return (
    <section className="stack">
      <h2>{report.state === 'unchanged' ? texts.before : texts.done}</h2>
      <div>
        <Counts counts={report.counts} />
      </div>
      {report.rejectedRows > 0 && (
        <p>
          <strong className="bad">{texts.rowsLeftOut(report.rejectedRows)}</strong>{' '}
          <a href={`/v1/imports/${report.id}/rejected`} download>
            {texts.rejectedFile}
          </a>{' '}
          <span className="quiet">{texts.rejectedHint}</span>
        </p>
      )}
    </section>
  );
}
