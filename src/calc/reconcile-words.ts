import type { Language } from './findings.js';
import type { RoundingMode } from './rounding.js';

interface Words {
  head(compared: string, equal: string): string;
  difference(amount: string): string;
  group(cause: string, count: string, amount: string): string;
  line(title: string, ours: string, theirs: string): string;
  nothing: string;
  none: string;
  total: string;
  and: string;
  or: string;
  follows(title: string): string;
  input(title: string, theirs: string, ours: string): string;
  inputOf(title: string): string;
  rounding(title: string, theirs: string, ours: string): string;
  unrounded: string;
  to(step: string, mode: string): string;
  modes: Record<RoundingMode, string>;
  roundedLate(last: string): string;
  tableRow(title: string, theirs: string, row: string): string;
  row(start: string | null): string;
  proration(how: 'left-out' | 'twice', of: string | null): string;
  formulas: string;
  fact(how: 'left-out' | 'twice', kind: string): string;
  candidates(named: string, more: number): string;
  facts: Record<string, string>;
  version(number: string): string;
  exchanged(name: string): string;
  exchange: string;
  otherManager(name: string): string;
  anotherManager: string;
  managerAbsent: Record<'ours' | 'theirs', string>;
  lineAbsent: Record<'ours' | 'theirs', (line: string) => string>;
  notTheSum: string;
  notComputed: string;
  unexplained: string;
}

/** The words of a reconciliation. "Theirs" is what was paid the old way. */
export const words: Record<Language, Words> = {
  en: {
    head: (compared, equal) => `Managers compared: ${compared}, equal: ${equal}`,
    difference: (amount) => `Paid the old way less ours: ${amount}`,
    group: (cause, count, amount) => `${cause}: managers: ${count}, in all ${amount}`,
    line: (title, ours, theirs) => `${title}: ours ${ours}, old ${theirs}`,
    nothing: 'Nothing is different.',
    none: '—',
    total: 'In all',
    and: ' and ',
    or: '; or ',
    follows: (title) => `follows from ${title}`,
    input: (title, theirs, ours) => `${title}: ${theirs} instead of ${ours}`,
    inputOf: (title) => `another value of ${title}`,
    rounding: (title, theirs, ours) => `${title} ${theirs} (ours: ${ours})`,
    unrounded: 'not rounded',
    to: (step, mode) => `rounded to ${step}, ${mode}`,
    modes: {
      'half-away': 'a half away from zero',
      'half-even': 'a half to the even neighbour',
      up: 'up',
      down: 'down',
    },
    roundedLate: (last) => `nothing rounded before the last line, and that ${last}`,
    tableRow: (title, theirs, row) => `table ${title}: the row ${theirs} instead of ${row}`,
    row: (start) => (start === null ? 'below the first' : `from ${start}`),
    proration: (how, of) =>
      `time worked ${how === 'twice' ? 'taken into account twice' : 'left out of account'}${of === null ? '' : ` (${of} only)`}`,
    formulas: 'formulas',
    fact: (how, kind) => `${kind} ${how === 'twice' ? 'counted twice' : 'left out'}`,
    candidates: (named, more) => `one of ${named}${more > 0 ? ` and ${more} more` : ''}`,
    facts: {
      order: 'an order',
      return: 'a return',
      payment: 'a payment',
      complaint: 'a complaint',
      remark: 'a remark',
      'kpi-reading': 'a reading',
      row: 'a row',
    },
    version: (number) => `by version ${number} of the scheme`,
    exchanged: (name) => `exchanged with ${name}`,
    exchange: 'figures of two managers exchanged',
    otherManager: (name) => `the figures of ${name}`,
    anotherManager: 'the figures of another manager',
    managerAbsent: { ours: 'no result of ours', theirs: 'not paid the old way' },
    lineAbsent: {
      ours: (line) => `${line} is no line of the scheme`,
      theirs: (line) => `${line} was not paid the old way`,
    },
    notTheSum: 'the old total is not the sum of its lines',
    notComputed: 'ours could not be computed',
    unexplained: 'no cause found',
  },
  ru: {
    head: (compared, equal) => `Сверено менеджеров: ${compared}, совпало: ${equal}`,
    difference: (amount) => `Выплачено по-старому минус наш расчёт: ${amount}`,
    group: (cause, count, amount) => `${cause}: менеджеров: ${count}, всего ${amount}`,
    line: (title, ours, theirs) => `${title}: у нас ${ours}, по-старому ${theirs}`,
    nothing: 'Различий нет.',
    none: '—',
    total: 'Всего',
    and: ' и ',
    or: '; или ',
    follows: (title) => `следует из строки ${title}`,
    input: (title, theirs, ours) => `${title}: ${theirs} вместо ${ours}`,
    inputOf: (title) => `другое значение показателя ${title}`,
    rounding: (title, theirs, ours) => `${title} ${theirs} (у нас: ${ours})`,
    unrounded: 'без округления',
    to: (step, mode) => `с округлением до ${step}, ${mode}`,
    modes: {
      'half-away': 'половина от нуля',
      'half-even': 'половина к чётному',
      up: 'вверх',
      down: 'вниз',
    },
    roundedLate: (last) => `до последней строки ничего не округлено, а она ${last}`,
    tableRow: (title, theirs, row) => `таблица ${title}: строка ${theirs} вместо ${row}`,
    row: (start) => (start === null ? 'ниже первой' : `от ${start}`),
    proration: (how, of) =>
      `отработанное время ${how === 'twice' ? 'учтено дважды' : 'не учтено'}${of === null ? '' : ` (только ${of})`}`,
    formulas: 'формулы',
    fact: (how, kind) => `${how === 'twice' ? 'учтено дважды' : 'пропущено'}: ${kind}`,
    candidates: (named, more) => `одно из: ${named}${more > 0 ? ` и ещё ${more}` : ''}`,
    facts: {
      order: 'заказ',
      return: 'возврат',
      payment: 'платёж',
      complaint: 'рекламация',
      remark: 'замечание',
      'kpi-reading': 'показание',
      row: 'строка',
    },
    version: (number) => `по версии ${number} системы`,
    exchanged: (name) => `перепутано с: ${name}`,
    exchange: 'перепутаны строки двух менеджеров',
    otherManager: (name) => `цифры другого менеджера: ${name}`,
    anotherManager: 'цифры другого менеджера',
    managerAbsent: { ours: 'у нас нет расчёта', theirs: 'по-старому не выплачено' },
    lineAbsent: {
      ours: (line) => `в системе нет строки ${line}`,
      theirs: (line) => `строка ${line} по-старому не выплачена`,
    },
    notTheSum: 'старый итог не равен сумме своих строк',
    notComputed: 'у нас расчёт не получился',
    unexplained: 'причина не найдена',
  },
};
