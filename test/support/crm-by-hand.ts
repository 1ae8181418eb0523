import { readFileSync } from 'node:fs';
import path from 'node:path';

type Row = Record<string, string>;

/** Salary and bonus of an agent as texts, in whole units. */
export interface PayByHand {
  salary: string;
  bonus: string;
}

interface Deal {
  agent: string;
  account: string;
  series: string;
  isWon: boolean;
  month: string;
  value: bigint;
}

/**
 * Scheme B of the crm-opportunities data set and its quarter, straight from the files by the rules beside them, in integers
 * and with nothing of the product.
 */
export class CrmByHand {
  readonly agents: string[];
  private readonly deals: Deal[];
  private readonly portfolio: Row[];
  private readonly targets: Row[];
  private readonly complaints: Row[];

  constructor(folder: string) {
    const rows = (file: string) => rowsOf(readFileSync(path.join(folder, file), 'utf8'));
    const series = new Map(rows('products.csv').map((row) => [row.product!, row.series!]));
    this.agents = rows('sales_teams.csv').map((row) => row.sales_agent!);
    this.deals = rows('sales_pipeline.csv')
      .filter(({ deal_stage: stage }) => stage === 'Won' || stage === 'Lost')
      .map((row) => dealOf(row, series));
    this.portfolio = rows('pay-inputs/portfolio.csv');
    this.targets = rows('pay-inputs/targets.csv');
    this.complaints = rows('pay-inputs/complaints.csv');
  }

  ofMonth(agent: string, month: string): PayByHand {
    const deals = this.deals.filter((deal) => deal.agent === agent && deal.month === month);
    const won = deals.filter(({ isWon }) => isWon);
    const sales = won.reduce((sum, { value }) => sum + value, 0n);
    const target = this.targets.find((row) => row.sales_agent === agent && row.month === month)!;
    const attainment = rounded(sales * 100n, BigInt(target.won_amount!));
    const fundCents = rounded(sales * stepOf(PROGRESS, attainment), 10n);
    const kpis =
      (attainment >= 100n ? 40n : 0n) +
      (new Set(won.map(({ series }) => series)).size >= 2 ? 30n : 0n) +
      (deals.length > 0 && won.length * 100 >= deals.length * 60 ? 30n : 0n);
    const limiting = stepOf(LIMITS, BigInt(this.complaintsOf(agent, [month])));
    return {
      salary: String(this.salaryOf(agent)),
      bonus: String(rounded(fundCents * kpis * limiting, 100n * 100n * 100n)),
    };
  }

  /** Bonus of the quarter of these months, given those of the quarter before. */
  ofQuarter(agent: string, months: readonly string[], before: readonly string[]): string {
    const bought = (account: string, when: readonly string[]) =>
      this.deals.some((deal) => deal.isWon && deal.account === account && when.includes(deal.month));
    const hasLost = this.portfolio.some(
      ({ sales_agent: holder, account }) =>
        holder === agent && bought(account!, before) && !bought(account!, months),
    );
    const keeps = this.complaintsOf(agent, months) <= 2 && !hasLost;
    return String(keeps ? rounded(this.salaryOf(agent) * BigInt(months.length) * 20n, 100n) : 0n);
  }

  /** Holders and points do not change from October 2016 on. */
  private salaryOf(agent: string): bigint {
    const points = this.portfolio
      .filter((row) => row.sales_agent === agent)
      .reduce((sum, row) => sum + BigInt(row.complexity_points!), 0n);
    return stepOf(SALARY, points);
  }

  private complaintsOf(agent: string, months: readonly string[]): number {
    return this.complaints.filter(
      (row) => row.sales_agent === agent && months.includes(row.received_on!.slice(0, 7)),
    ).length;
  }
}

type Steps = readonly (readonly [from: bigint, gives: bigint])[];
const SALARY: Steps = [
  [0n, 300n],
  [40n, 350n],
  [100n, 400n],
  [200n, 500n],
]; // by points
const PROGRESS: Steps = [
  [0n, 0n],
  [70n, 8n],
  [90n, 10n],
  [100n, 12n],
  [105n, 13n],
  [120n, 15n],
]; // per mille by percent
const LIMITS: Steps = [
  [0n, 100n],
  [2n, 80n],
  [3n, 50n],
]; // percent by complaints

const stepOf = (steps: Steps, value: bigint): bigint => steps.findLast(([from]) => from <= value)![1];

/** Of numbers not below zero, half up. */
const rounded = (over: bigint, under: bigint): bigint => (over * 2n + under) / (under * 2n);

function dealOf(row: Row, seriesOf: ReadonlyMap<string, string>): Deal {
  const [month, , year] = row.close_date!.split('/') as [string, string, string];
  return {
    agent: row.sales_agent!,
    account: row.account!,
    series: seriesOf.get(row.product === 'GTXPro' ? 'GTX Pro' : row.product!)!,
    isWon: row.deal_stage === 'Won',
    month: `${year}-${month.padStart(2, '0')}`,
    value: BigInt(row.close_value!),
  };
}

/** Of a file without quoted cells. */
function rowsOf(csv: string): Row[] {
  const [header, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header!.map((name, place) => [name, cells[place]!])));
}
