import { type Language, type Period, periodRange } from '../../calc/index.js';
import { dayBefore } from './export-row.js';
import type { TeamOfSheet } from './pay-sheet.repository.js';
import { paySheetTable } from './pay-sheet-table.js';
import { paySheetWords } from './pay-sheet-words.js';
import { ACROSS, BOLD, type Cell, type Sheet } from './workbook.js';

interface Common {
  company: string;
  period: Period;
  manifest: { number: string; hash: string } | null;
}

const TITLE = { font: { ...BOLD, size: 14 } };
const TITLE_HEIGHT = 24;
const LINE_HEIGHT = 14;
const ROW_HEIGHT = 24;
const HEADER_HEIGHT = 34;
/** Characters of a name that stand in one line. */
const NAME_LINE = 22;

/** The pay of one team as a sheet to be printed on A4 and signed; drafts say that they are. */
export function paySheet(team: TeamOfSheet, place: number, common: Common, language: Language): Sheet {
  const top = heading(team, common, language);
  const { rows, widths, before } = paySheetTable(team.people, language);
  const header = top.length;
  const last = header + rows.length - 1;
  const ofPeople = team.people.map(({ name }) =>
    Math.max(ROW_HEIGHT, Math.ceil(name.length / NAME_LINE) * LINE_HEIGHT),
  );
  const heights = [HEADER_HEIGHT, ...ofPeople, ROW_HEIGHT];
  return {
    name: sheetName(team, place, language),
    content: [...top, ...rows, ...foot(team, common, language)],
    columns: widths.map((width) => ({ width })),
    rowDefs: new Map([
      [1, { height: TITLE_HEIGHT }],
      ...heights.map((height, index) => [header + index, { height }] as const),
    ]),
    merges: [{ startRow: last, endRow: last, startCol: 0, endCol: before - 1 }],
    freezePane: { rows: header + 1 },
    repeatedRow: header + 1,
    pageSetup: { ...ACROSS, margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6 } },
    headerFooter: { oddFooter: '&R&P / &N' },
  };
}

const NAME_MAX = 31;

/** Names of sheets are unique and without some signs. */
const sheetName = ({ team }: TeamOfSheet, place: number, language: Language): string =>
  `${place + 1} ${(team ?? paySheetWords[language].noTeam).replace(/[\\/?*:[\]']/g, '-')}`.slice(0, NAME_MAX);

function heading(
  { team, title, state, approval, people }: TeamOfSheet,
  { company, period }: Common,
  language: Language,
): Cell[][] {
  const words = paySheetWords[language];
  const { start, end } = periodRange(period);
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const day = (text: string) => text.split('-').reverse().join('.');
  const approved = approval ? ` (${words.approved}: ${approval.by}, ${day(approval.day)})` : '';
  const currencies = [...new Set(people.map(({ content }) => content.currency))].join(', ');
  return [
    text(company),
    [{ value: words.title(month.format(new Date(`${start}T00:00:00Z`))), style: TITLE }],
    text(`${words.team}: ${team === null ? words.noTeam : `${title} (${team})`}`),
    text(`${words.period}: ${day(start)} – ${day(dayBefore(end))}; ${words.currency}: ${currencies}`),
    text(`${words.state}: ${words.states[state] ?? state}${approved}`),
    [],
  ];
}

function foot({ head }: TeamOfSheet, { manifest }: Common, language: Language): Cell[][] {
  const words = paySheetWords[language];
  const signature = (title: string, name = '') => [
    [],
    ['', title, '', `__________________________ ${name}`].map((value) => ({ value: value || null })),
  ];
  return [
    ...signature(words.prepared),
    ...signature(words.checked),
    ...signature(words.head, head ?? ''),
    [],
    text(manifest ? words.manifest(manifest) : words.noManifest),
  ];
}

const text = (value: string): Cell[] => [{ value }];
