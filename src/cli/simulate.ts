import { readFile } from 'node:fs/promises';
import type { Language } from '../calc/index.js';
import { type SimulationDto, SimulationsService } from '../features/simulations/index.js';
import { month } from '../platform/records/field-kinds.js';
import { ACTOR, one, print, type Run, terminalLanguage, text, type Values, WrongUse } from './command.js';
import { findingLine } from './errors.js';
import { tableText } from './payroll-table.js';
import { withService } from './service.js';

export const simulate: Run = async (positionals, values) => {
  const [from, to] = [monthOf(values, 'from'), monthOf(values, 'to')];
  const document = await readFile(one(positionals, 'one file'), 'utf8');
  const chosen = ['against', 'team', 'manager'].flatMap((name) => {
    const value = text(values, name);
    return value === undefined ? [] : [[name, value]];
  });
  const language = terminalLanguage();
  return withService(
    async (app) => {
      const simulations = app.get(SimulationsService);
      const wanted = { document, from, to, ...Object.fromEntries(chosen) };
      const { job } = await simulations.start(wanted, ACTOR);
      const simulation = await simulations.ofJob(job.id, language);
      print(simulationText(simulation, language));
      return simulation.total.incomplete === 0 ? 0 : 1;
    },
    { existing: true },
  );
};

function monthOf(values: Values, name: string): string {
  const given = text(values, name);
  if (given === undefined) throw new WrongUse(`--${name} is needed, a month such as 2026-03`);
  if (!month.parse(given).ok) throw new WrongUse(`"${given}" is not a month such as 2026-03`);
  return given;
}

const WORDS = {
  en: {
    heads: ['Manager', 'Number', 'Before', 'After', 'Difference'],
    periodHeads: ['Period', 'Managers', 'Before', 'After', 'Difference', 'Gain', 'Lose', 'Incomplete'],
    total: ({ total, scheme, against, from, to, id }: SimulationDto) =>
      `${scheme} instead of ${against}, ${from} to ${to}, simulation ${id}: ${total.managers} managers, ${total.gainers} gain, ${total.losers} lose; costs ${total.difference} more (${total.before} → ${total.after})`,
    incomplete: 'Without pay, and in no sum:',
    sides: { before: 'as it is', after: 'under the draft' },
    cliffs: 'Cliffs of the draft:',
    met: 'Who went over them:',
    cliff: ({ input, value, before, paidBefore, lost }: SimulationDto['cliffsMet'][number]) =>
      `${input} ${value}; at ${before} pay would be ${paidBefore}, ${lost} more`,
  },
  ru: {
    heads: ['Сотрудник', 'Номер', 'Было', 'Стало', 'Разница'],
    periodHeads: ['Период', 'Сотрудников', 'Было', 'Стало', 'Разница', 'В плюсе', 'В минусе', 'Неполных'],
    total: ({ total, scheme, against, from, to, id }: SimulationDto) =>
      `${scheme} вместо ${against}, ${from} — ${to}, моделирование ${id}: сотрудников ${total.managers}, в плюсе ${total.gainers}, в минусе ${total.losers}; дороже на ${total.difference} (${total.before} → ${total.after})`,
    incomplete: 'Без выплаты и вне сумм:',
    sides: { before: 'как есть', after: 'по проекту' },
    cliffs: 'Обрывы в проекте:',
    met: 'Кто прошёл через обрыв:',
    cliff: ({ input, value, before, paidBefore, lost }: SimulationDto['cliffsMet'][number]) =>
      `${input} ${value}; при ${before} выплата была бы ${paidBefore}, на ${lost} больше`,
  },
} as const;

/** A simulation for the terminal: by manager, by period, what is not known, and the cliffs. */
function simulationText(simulation: SimulationDto, language: Language): string {
  const words = WORDS[language];
  const { managers, periods, incomplete, cliffs, cliffsMet } = simulation;
  const byManager = managers.map(({ name, personnelNumber, before, after, difference }) => [
    name,
    personnelNumber,
    before,
    after,
    difference,
  ]);
  const byPeriod = periods.map((each) => [
    each.period,
    ...[
      each.managers,
      each.before,
      each.after,
      each.difference,
      each.gainers,
      each.losers,
      each.incomplete,
    ].map(String),
  ]);
  const lacks = incomplete.map(
    ({ name, personnelNumber, period, side, reason }) =>
      `  ${name} (${personnelNumber}), ${period}, ${words.sides[side]}: ${reason}`,
  );
  const met = cliffsMet.map(
    (cliff) => `  ${cliff.name} (${cliff.personnelNumber}), ${cliff.period}: ${words.cliff(cliff)}`,
  );
  const listed = (title: string, lines: readonly string[]) =>
    lines.length ? [[title, ...lines].join('\n')] : [];
  return [
    tableText([[...words.heads], ...byManager], words.heads.slice(2)),
    tableText([[...words.periodHeads], ...byPeriod], words.periodHeads.slice(1)),
    ...listed(words.incomplete, lacks),
    ...listed(words.cliffs, cliffs.map(findingLine)),
    ...listed(words.met, met),
    words.total(simulation),
  ].join('\n\n');
}
