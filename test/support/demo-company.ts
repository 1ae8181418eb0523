import { readFile } from 'node:fs/promises';
import { DEMO_SEED, loadDemo } from '../../src/demo/index.js';
import { CompanyService } from '../../src/features/company/index.js';
import { SchemesService } from '../../src/features/schemes/index.js';
import { nounOf } from '../../src/platform/records/noun.js';
import { RecordsService } from '../../src/platform/records/records.service.js';
import { startService, type TestService } from './service.js';

/** The service with the demo company that ends with this month; nothing is computed. */
export async function demoService(lastMonth: string, codes: readonly string[]): Promise<TestService> {
  const service = await startService();
  const { app } = service;
  const schemes = await Promise.all(codes.map((code) => readFile(`schemes/${code}.yaml`, 'utf8')));
  await loadDemo(
    {
      describeCompany: (company) => app.get(CompanyService).write(company),
      take: (noun, rows) => app.get(RecordsService).takeBatch(nounOf(noun), rows, 'demo'),
      publish: (document, from) => app.get(SchemesService).publish({ document, from }, 'demo', 'en'),
    },
    { seed: DEMO_SEED, lastMonth, schemes },
  );
  return service;
}
