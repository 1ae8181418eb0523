import type { Shown } from '../format.js';
import { words } from './words.js';

/** Texts of a team's month. */
export const team = {
  none: { title: 'No month yet', hint: 'A team’s page appears when the first month is computed.' },
  nobody: { title: 'Nobody is in this team in this month', hint: 'Choose another month or team.' },
  members: 'Managers',
  asOf: (day: Shown) => `as of ${day}`,
  complaints: 'Complaints',
  remarks: 'Remarks',
  won: 'Clients won',
  lost: 'Clients lost',
  manager: words.manager,
  client: words.client,
  date: 'Date',
  plan: {
    title: (measure: string) => `Plan by week: ${measure}`,
    summary: (done: Shown, plan: Shown, share: Shown | null | '') =>
      `${done} of ${plan} done${share ? `, ${share} of the plan` : ''}.`,
    nothingYet: (plan: Shown) => `Nothing is known yet; the plan is ${plan}.`,
    caption: 'From the first day of the month up to the end of each week',
    week: 'Week',
    upTo: (day: Shown) => `up to ${day}`,
    done: 'Done',
    planned: 'Plan by then',
    share: 'Of the whole plan',
  },
  heat: {
    title: 'KPIs and coefficients',
    legend: '✓ in full, ✕ less than the most that can be earned.',
  },
  events: {
    title: 'Complaints and remarks',
    none: 'No complaints and no remarks in this month',
    kind: 'What',
    complaint: 'Complaint',
    remark: 'Remark',
    text: 'Text',
  },
  clients: {
    title: 'Clients won and lost',
    none: 'No client was won or lost in this month',
    what: 'What',
    won: 'won',
    lost: 'lost',
    date: 'First or last order',
  },
};
