import type { Language } from '../../calc/index.js';
import type { ExportedLine } from './export-row.js';

/** How a cell is written: an amount and a whole number as numbers, a day as a day, all else as text. */
type CellKind = 'text' | 'amount' | 'whole' | 'day';

export interface ExportColumn {
  title: Record<Language, string>;
  kind: CellKind;
  width: number;
  /** The value as canonical text, days as YYYY-MM-DD. */
  of(line: ExportedLine, language: Language): string | null;
}

const YES: Record<Language, string> = { en: 'yes', ru: 'да' };

const column = (
  [en, ru]: [string, string],
  width: number,
  of: ExportColumn['of'],
  kind: CellKind = 'text',
): ExportColumn => ({ title: { en, ru }, width, of, kind });

/** Columns of the CSV and XLSX files in their order; docs/exports.md describes them. New ones are added at the end. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  column(['Export', 'Номер выгрузки'], 9, (line) => line.export, 'whole'),
  column(['Row', 'Номер строки'], 8, ({ row }) => row, 'whole'),
  column(['Personnel number', 'Табельный номер'], 14, (line) => line.personnelNumber),
  column(['Name', 'Сотрудник'], 28, ({ name }) => name),
  column(['Team', 'Подразделение'], 16, ({ team }) => team),
  column(['Pay code', 'Вид начисления'], 16, ({ code }) => code),
  column(['Amount', 'Сумма'], 20, ({ amount }) => amount, 'amount'),
  column(['Currency', 'Валюта'], 9, ({ currency }) => currency),
  column(['Pay month', 'Месяц начисления'], 12, ({ payMonth }) => `${payMonth}-01`, 'day'),
  column(['Period from', 'Период с'], 12, ({ from }) => from, 'day'),
  column(['Period to', 'Период по'], 12, ({ to }) => to, 'day'),
  column(['Gross', 'До удержания НДФЛ'], 12, (_, language) => YES[language]),
  column(['Already prorated', 'Отработанное время учтено'], 14, (_, language) => YES[language]),
  column(['Clause', 'Пункт положения'], 12, ({ clause }) => clause),
  column(['Scheme', 'Система премирования'], 18, ({ scheme }) => scheme),
  column(['Line', 'Строка листка'], 18, ({ line }) => line),
  column(['Kind of pay', 'Вид выплаты'], 14, ({ pay }) => pay),
  column(['Statement hash', 'Хэш листка'], 20, (line) => line.statementHash),
  column(['Manifest hash', 'Хэш описи'], 20, (line) => line.manifestHash),
];
