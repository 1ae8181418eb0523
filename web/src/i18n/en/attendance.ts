import type { Shown } from '../format.js';
import { words } from './words.js';

/** Texts of absences. */
export const attendance = {
  title: 'Attendance',
  add: 'Add an absence',
  save: 'Add',
  manager: words.manager,
  choose: 'Choose…',
  kind: words.kind,
  from: 'First day away',
  until: 'First day back',
  untilHint: 'Empty: not known yet',
  noEnd: 'not known yet',
  fromDay: (day: Shown) => `from ${day}`,
  steps: 'Steps',
  withdraw: words.withdraw,
  withdrawTitle: 'Withdraw the absence',
  draftsHint: 'It counts from the next calculation of the month.',
  find: 'Name, number or kind',
  nothing: 'Nobody was away',
  nothingHint: 'Absences make salary and targets less, in proportion to the norm days.',
  kinds: {
    vacation: 'Vacation',
    sick_leave: 'Sick leave',
    unpaid_leave: 'Unpaid leave',
    parental_leave: 'Parental leave',
    study_leave: 'Study leave',
    truancy: 'Absence without leave',
    other: 'Other',
  },
};
