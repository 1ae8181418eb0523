import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { queries } from '../../api/queries.js';
import type { ImportReportDto, JobDto, ProblemDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { JobProgress, jobQuery } from '../../ui/JobProgress.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Counts } from './Counts.js';
import { type Given, isJob, sendFile } from './given.js';
import { Preview } from './Preview.js';
import { Reading } from './Reading.js';
import { Refused } from './Refused.js';

/** What the file would do: its first rows as they are understood, then all of it, with what is wrong row by row. */
export function CheckStep({ given }: { given: Given }) {
  const { file, profile, window } = given;
  const { data: answer, error } = useQuery({
    queryKey: ['checks', file.name, file.size, file.lastModified, profile, window],
    queryFn: () => sendFile(given, { dryRun: true }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const jobId = answer && isJob(answer) ? answer.id : undefined;
  const { data: job } = useQuery({ ...jobQuery(jobId ?? ''), enabled: jobId !== undefined });
  const problem = job?.state === 'failed' ? (job.problem as unknown as ProblemDto) : undefined;
  const report = answer && !isJob(answer) ? answer : (job?.result as unknown as ImportReportDto | null);
  return (
    <>
      {error && <ProblemBox error={error} />}
      {!error && !report && !problem && <Checking job={job} />}
      {problem && <Refused problem={problem} />}
      {report && job?.state !== 'failed' && <WouldDo report={report} />}
      {(report || problem || error) && (
        <Decision given={given} isGood={Boolean(report) && !problem} problem={problem} report={report} />
      )}
      <Preview given={given} />
    </>
  );
}

function Checking({ job }: { job: JobDto | undefined }) {
  const { imports: texts } = useTexts();
  return (
    <div aria-busy>
      <p>{texts.checking}</p>
      {job && <JobProgress id={job.id} progress={(told) => <Reading told={told} />} />}
    </div>
  );
}

function WouldDo({ report }: { report: ImportReportDto }) {
  const { imports: texts } = useTexts();
  return (
    <section role="status">
      <h2>{report.state === 'unchanged' ? texts.before : texts.wouldDo}</h2>
      <Counts counts={report.counts} />
    </section>
  );
}

interface DecisionProps {
  given: Given;
  isGood: boolean;
  problem: ProblemDto | undefined;
  report: ImportReportDto | null | undefined;
}

/** Takes the file in, all of it or its good rows; or another is chosen, mended. */
function Decision({ given, isGood, problem, report }: DecisionProps) {
  const { imports: texts } = useTexts();
  const navigate = useNavigate();
  const taking = useMutation({
    mutationFn: (acceptValid: boolean) => sendFile(given, { acceptValid }),
    onSuccess: async (answer) => {
      if (isJob(answer)) await navigate(`/imports/${answer.id}/result`);
      else await queries.invalidateQueries({ queryKey: ['imports'] });
    },
  });
  // a window is replaced whole or not at all
  const canLeaveOut = problem?.fields?.some(({ line }) => line !== undefined) && !given.window;
  return (
    <>
      {taking.error && <ProblemBox error={taking.error} takesFocus />}
      <div className="line">
        {isGood && report?.state !== 'unchanged' && (
          <Button loading={taking.isPending} onClick={() => taking.mutate(false)}>
            {texts.take}
          </Button>
        )}
        {canLeaveOut && (
          <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate(true)}>
            {texts.takeValid}
          </Button>
        )}
        <Button component={Link} to="/imports/new/file" variant={isGood ? 'default' : 'filled'}>
          {texts.another}
        </Button>
      </div>
    </>
  );
}
