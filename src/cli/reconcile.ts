import { reconciliationText } from '../calc/index.js';
import { ReconciliationService } from '../features/reports/index.js';
import { period as periodKind } from '../platform/records/field-kinds.js';
import { languageOf, one, print, type Run, text, WrongUse } from './command.js';
import { withService } from './service.js';

export const reconcile: Run = async (positionals, values) => {
  const period = one(positionals, 'one period');
  const scheme = text(values, 'scheme');
  if (!periodKind.parse(period).ok)
    throw new WrongUse(`"${period}" is not a period such as 2026-03, 2026-Q1 or 2026`);
  if (!scheme) throw new WrongUse('--scheme is needed');
  const language = languageOf(values);
  const run = text(values, 'run');
  return withService(
    async (app) => {
      const found = await app.get(ReconciliationService).of(period, { scheme, ...(run ? { run } : {}) });
      print(reconciliationText(found, language));
      return found.managers.length === 0 ? 0 : 1;
    },
    { existing: true },
  );
};
