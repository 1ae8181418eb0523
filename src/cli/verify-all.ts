import { AuditProofService } from '../features/audit/index.js';
import { ExportProofService } from '../features/exports/index.js';
import { ProofService } from '../features/payroll/index.js';
import { print, terminalLanguage } from './command.js';
import { withService } from './service.js';
import { sentence, verifyWords } from './verify-words.js';

/** Proves all that is approved in the database, its exports and its audit log. */
export async function verifyAll(printed: string | undefined): Promise<number> {
  const words = verifyWords[terminalLanguage()];
  return withService(
    async (app) => {
      const { statements, manifests, last, ...proved } = await app.get(ProofService).verifyAll(printed);
      const { exports, ...exported } = await app.get(ExportProofService).verifyAll();
      const audit = await app.get(AuditProofService).verifyAll();
      const discrepancies = [...proved.discrepancies, ...exported.discrepancies, ...audit.discrepancies];
      for (const discrepancy of discrepancies) print(`  ${sentence(words, discrepancy)}`);
      print(
        words.all({ statements, manifests, exports, last: last ?? '—', differing: discrepancies.length }),
      );
      print(words.audit({ entries: audit.entries, last: audit.last ?? '—' }));
      return discrepancies.length === 0 ? 0 : 1;
    },
    { existing: true },
  );
}
