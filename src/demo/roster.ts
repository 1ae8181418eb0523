export type DemoTeam = 'mass-market' | 'key-accounts';
export type DemoLanguage = 'en' | 'ru';

/** Someone of the demo company; the hire date counts back from its last month. */
export interface DemoPerson {
  personnelNumber: string;
  name: string;
  language: DemoLanguage;
  team: DemoTeam;
  hired: { monthsBack: number; day: number | 'middle' };
}

/** People the stories are about, and the two whose pay the domain prints. */
export const SOKOLOVA = '1001';
export const MID_MONTH_HIRE = '1007';
export const ELKIN = '2001';
export const VOLKOVA = '2002';
export const NEW_STAR = '2007';

const person = (
  personnelNumber: string,
  name: string,
  team: DemoTeam,
  monthsBack: number,
  day: number | 'middle',
): DemoPerson => ({
  personnelNumber,
  name,
  language: /[а-я]/i.test(name) ? 'ru' : 'en',
  team,
  hired: { monthsBack, day },
});

/** The heads lead their teams and are not paid by a scheme. */
export const HEADS: readonly DemoPerson[] = [
  person('1000', 'Белова Н.', 'mass-market', 92, 1),
  person('2000', 'Turner D.', 'key-accounts', 81, 15),
];

export const PAYEES: readonly DemoPerson[] = [
  person(SOKOLOVA, 'Соколова А.', 'mass-market', 64, 3),
  person('1002', 'Морозов Д.', 'mass-market', 41, 18),
  person('1003', 'Harper J.', 'mass-market', 37, 9),
  person('1004', 'Лебедева Е.', 'mass-market', 58, 21),
  person('1005', 'Кузнецов И.', 'mass-market', 26, 14),
  person('1006', 'Bennett O.', 'mass-market', 22, 5),
  person(MID_MONTH_HIRE, 'Орлова М.', 'mass-market', 0, 'middle'),
  person(ELKIN, 'Ёлкин П.', 'key-accounts', 55, 11),
  person(VOLKOVA, 'Волкова Т.', 'key-accounts', 73, 2),
  person('2003', 'Mitchell K.', 'key-accounts', 46, 17),
  person('2004', 'Фёдорова Н.', 'key-accounts', 88, 8),
  person('2005', 'Зайцев Р.', 'key-accounts', 33, 24),
  person('2006', 'Grant L.', 'key-accounts', 29, 13),
  person(NEW_STAR, 'Журавлёв М.', 'key-accounts', 4, 1),
];

export const payeesOf = (team: DemoTeam): DemoPerson[] => PAYEES.filter((payee) => payee.team === team);
