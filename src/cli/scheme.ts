import { readFile } from 'node:fs/promises';
import { SchemeLintService, SchemesService } from '../features/schemes/index.js';
import { ACTOR, one, print, type Run, terminalLanguage, text, type Values, WrongUse } from './command.js';
import { findingLine } from './errors.js';
import { withService } from './service.js';

export const scheme: Run = async (positionals, values) => {
  const [action, ...rest] = positionals;
  if (action !== 'check' && action !== 'publish') throw new WrongUse('expected check or publish');
  const document = await readFile(one(rest, 'one file'), 'utf8');
  const from = text(values, 'from');
  return withService(async (app) => {
    const schemes = app.get(SchemesService);
    if (action === 'check') {
      const { accepted, findings } = await app.get(SchemeLintService).lint(document, terminalLanguage());
      for (const finding of findings) print(findingLine(finding));
      print(accepted ? 'the scheme can be published' : 'the scheme cannot be published');
      return accepted ? 0 : 1;
    }
    const version = await schemes.publish(
      { document, ...(from ? { from } : {}), acknowledge: acknowledgements(values) },
      ACTOR,
      terminalLanguage(),
    );
    for (const finding of version.findings) print(findingLine(finding));
    print(`${version.scheme} version ${version.number}, in force from ${version.from}`);
    return 0;
  });
};

/** `cliff tables.tiers.rows[1] sales=agreed with the works council`, as often as given. */
function acknowledgements({ acknowledge }: Values): { finding: string; reason: string }[] {
  const given = Array.isArray(acknowledge) ? acknowledge.map(String) : [];
  return given.map((text) => {
    const [finding, ...reason] = text.split('=');
    if (!finding || !reason.join('=').trim()) throw new WrongUse(`expected FINDING=REASON, found "${text}"`);
    return { finding, reason: reason.join('=').trim() };
  });
}
