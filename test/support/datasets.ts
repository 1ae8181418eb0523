import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder of a shared data set: below PREMIA_DATASETS where it is set, else below ../shared/datasets of the clone. */
function datasetFolder(name: string): string | undefined {
  const root = process.env.PREMIA_DATASETS ?? path.resolve('..', 'shared', 'datasets');
  const folder = path.join(root, name);
  return existsSync(folder) ? folder : undefined;
}

/** Describes tests that need a data set; without it they are skipped, and say so. */
export function describeWithDataset(name: string, title: string, tests: (folder: string) => void): void {
  const folder = datasetFolder(name);
  if (folder) describe(title, () => tests(folder));
  else
    describe.skip(`${title} (skipped: set PREMIA_DATASETS to the folder that has ${name})`, () => tests(''));
}
