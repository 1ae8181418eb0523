import { answered, api } from '../../api/client.js';
import type { ImportReportDto, JobDto } from '../../api/schema.js';

/** A file and how it is to be read. */
export interface Given {
  file: File;
  profile: string;
  /** Days for which this file is all there is. */
  window: { from: string; until: string } | null;
}

interface Sending {
  dryRun?: boolean;
  /** Leaves out rows that are refused. */
  acceptValid?: boolean;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const contentTypeOf = ({ name }: File): string =>
  name.toLowerCase().endsWith('.xlsx') ? XLSX : 'text/csv';

/** Sends the file: the job that reads it; or the report at once, where this very file was taken in before. */
export function sendFile(given: Given, { dryRun, acceptValid }: Sending): Promise<JobDto | ImportReportDto> {
  const { file, profile, window } = given;
  return answered(
    api.POST('/v1/imports', {
      params: {
        query: {
          profile,
          fileName: file.name.slice(0, 200),
          ...(dryRun ? { dryRun } : {}),
          ...(acceptValid ? { acceptValid } : {}),
          ...(window ? { replaceWindow: `${window.from}..${window.until}` } : {}),
        },
        header: { Prefer: 'respond-async' },
      },
      headers: { 'Content-Type': contentTypeOf(file) },
      body: file as unknown as string,
      bodySerializer: (body) => body,
    }),
  );
}

export const isJob = (answer: JobDto | ImportReportDto): answer is JobDto => 'cancelRequested' in answer;
