import type { Day } from '../calc/period.js';
import { demoMonths } from './calendar.js';
import { DEMO_COMPANY, type DemoOptions, demoCompany } from './company.js';

/** Rows taken at a time: the most that intake accepts in one batch. */
const BATCH_MAX = 1_000;

/** What loading needs of the service. */
export interface DemoDeps {
  describeCompany(company: typeof DEMO_COMPANY): Promise<unknown>;
  take(noun: string, rows: Record<string, unknown>[]): Promise<unknown>;
  publish(schemeYaml: string, from: Day): Promise<unknown>;
}

/**
 * Loads the demo company through the service, schemes (texts of scheme documents) included, and says how many rows of
 * each noun it took. Loading the same company again changes no record.
 */
export async function loadDemo(
  deps: DemoDeps,
  options: DemoOptions & { schemes: readonly string[] },
): Promise<Record<string, number>> {
  const taken: Record<string, number> = {};
  await deps.describeCompany(DEMO_COMPANY);
  for (const { noun, rows } of demoCompany(options)) {
    if (noun === 'scheme-assignments') await publishAll(deps, options);
    for (let start = 0; start < rows.length; start += BATCH_MAX) {
      await deps.take(noun, rows.slice(start, start + BATCH_MAX));
    }
    taken[noun] = rows.length;
  }
  return taken;
}

async function publishAll(
  deps: DemoDeps,
  { lastMonth, schemes }: DemoOptions & { schemes: readonly string[] },
) {
  const from: Day = `${demoMonths(lastMonth)[0]}-01`;
  for (const scheme of schemes) await deps.publish(scheme, from);
}
