import type { FileCountsDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';

type ByNoun = Record<string, FileCountsDto>;

export const hasRejected = (counts: unknown): boolean =>
  Object.values(counts as ByNoun).some(({ rejected }) => rejected > 0);

/** What became of the records of a file, noun by noun; what did not happen is not told. */
export function Counts({ counts }: { counts: unknown }) {
  const { imports: texts } = useTexts();
  return Object.entries(counts as ByNoun).map(([noun, { read: _, ...became }]) => {
    const told = Object.entries(became).filter(([, count]) => count > 0);
    return (
      <div key={noun}>
        {texts.noun(noun)}:{' '}
        {told.length === 0
          ? texts.nothingChanged
          : told.map(([what, count]) => texts.counted(what as keyof typeof became, count)).join(', ')}
      </div>
    );
  });
}
