import { PayrollService } from '../features/payroll/index.js';
import { ExplanationService, StatementsService } from '../features/statements/index.js';
import { period as periodKind } from '../platform/records/field-kinds.js';
import { ACTOR, languageOf, one, print, type Run, text, WrongUse } from './command.js';
import { payrollTable } from './payroll-table.js';
import { withService } from './service.js';

/** The command line may see and do everything: whoever runs it holds the database already. */
const VIEWER = { actorId: '0', kind: 'token', name: ACTOR, role: 'hr', managerId: null } as const;

/** Pay is never computed on a database that a mistyped setting would make. */
const EXISTING = { existing: true };

export const run: Run = async (positionals, values) => {
  const period = one(positionals, 'one period');
  refuseUnlessPeriod(period);
  const code = text(values, 'scheme');
  return withService(async (app) => {
    const computed = await app.get(PayrollService).run({ period, ...(code ? { scheme: code } : {}) }, ACTOR);
    print(await payrollTable(app, computed));
    return computed.counts?.incomplete === 0 ? 0 : 1;
  }, EXISTING);
};

export const explain: Run = async (positionals, values) => {
  const [period, manager] = positionals;
  if (!period || !manager || positionals.length > 2)
    throw new WrongUse('expected a period and a personnel number');
  refuseUnlessPeriod(period);
  const language = languageOf(values);
  return withService(async (app) => {
    const explanations = app.get(ExplanationService);
    const statements = app.get(StatementsService);
    const runId = text(values, 'run');
    if (runId) {
      const { items } = await statements.results(VIEWER, { run: runId, manager, limit: 100 });
      const asked = items.filter((item) => item.period === period);
      for (const { id } of asked) print(await explanations.textOfResult(VIEWER, id, language));
      return asked.length ? 0 : nothing(period, manager);
    }
    const { items } = await statements.statements(VIEWER, { period, manager, limit: 1 });
    if (!items[0]) return nothing(period, manager);
    print(await explanations.textOfStatement(VIEWER, items[0].id, language));
    return 0;
  }, EXISTING);
};

function refuseUnlessPeriod(period: string): void {
  if (!periodKind.parse(period).ok)
    throw new WrongUse(`"${period}" is not a period such as 2026-03, 2026-Q1 or 2026`);
}

function nothing(period: string, manager: string): number {
  process.stderr.write(
    `premia: nothing is computed for ${manager} in ${period}; compute it with: premia run ${period}\n`,
  );
  return 1;
}
