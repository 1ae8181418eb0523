import { useTexts } from '../../i18n/index.js';

/** How far a file is, as its job tells it. */
export function Reading({ told }: { told: unknown }) {
  const { imports: texts } = useTexts();
  const { rowsRead, rowsRejected } = told as { rowsRead: number; rowsRejected: number };
  return (
    <span className="quiet">
      {texts.rowsRead(rowsRead)}
      {rowsRejected > 0 && `, ${texts.rowsRefused(rowsRejected)}`}
    </span>
  );
}
