import type { Language } from '../../calc/index.js';

/** What a pay sheet says. */
interface PaySheetWords {
  title(month: string): string;
  team: string;
  noTeam: string;
  period: string;
  currency: string;
  state: string;
  states: Record<string, string>;
  approved: string;
  /** Columns that every sheet has; the kinds of pay stand before the last two. */
  columns: {
    place: string;
    personnelNumber: string;
    name: string;
    grade: string;
    total: string;
    signature: string;
  };
  /** Kinds of pay; others are shown by their code. */
  kinds: Record<string, string>;
  totals: string;
  prepared: string;
  checked: string;
  head: string;
  manifest(of: { number: string; hash: string }): string;
  noManifest: string;
}

export const paySheetWords: Record<Language, PaySheetWords> = {
  en: {
    title: (month) => `Pay sheet for ${month}`,
    team: 'Team',
    noTeam: 'without a team',
    period: 'Period',
    currency: 'Currency',
    state: 'State',
    states: { calculated: 'DRAFT', in_review: 'DRAFT, in review', approved: 'approved', closed: 'closed' },
    approved: 'approved by',
    columns: {
      place: 'No.',
      personnelNumber: 'Personnel number',
      name: 'Name',
      grade: 'Grade',
      total: 'Total',
      signature: 'Signature',
    },
    kinds: {
      salary: 'Salary',
      bonus: 'Bonus',
      commission: 'Commission',
      agreed: 'Agreed sum',
      correction: 'Correction',
      prize: 'Contest prize',
      reduction: 'Reduction by order',
    },
    totals: 'Total',
    prepared: 'Prepared by',
    checked: 'Checked by',
    head: 'Head of the team',
    manifest: ({ number, hash }) => `Manifest ${number}, SHA-256: ${hash}`,
    noManifest: 'The period is not closed: there is no manifest yet.',
  },
  ru: {
    title: (month) => `Расчётная ведомость за ${month}`,
    team: 'Подразделение',
    noTeam: 'без подразделения',
    period: 'Период',
    currency: 'Валюта',
    state: 'Состояние',
    states: {
      calculated: 'ПРОЕКТ',
      in_review: 'ПРОЕКТ, на проверке',
      approved: 'утверждена',
      closed: 'закрыта',
    },
    approved: 'утвердил(а)',
    columns: {
      place: '№',
      personnelNumber: 'Табельный номер',
      name: 'Фамилия, инициалы',
      grade: 'Разряд',
      total: 'Итого начислено',
      signature: 'Подпись',
    },
    kinds: {
      salary: 'Оклад',
      bonus: 'Премия',
      commission: 'Комиссионные',
      agreed: 'Согласованная сумма',
      correction: 'Перерасчёт',
      prize: 'Приз за конкурс',
      reduction: 'Снижение по приказу',
    },
    totals: 'Итого',
    prepared: 'Составил',
    checked: 'Проверил',
    head: 'Руководитель подразделения',
    manifest: ({ number, hash }) => `Опись № ${number}, SHA-256: ${hash}`,
    noManifest: 'Период не закрыт: описи ещё нет.',
  },
};
