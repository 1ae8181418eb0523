import { Day } from '../../platform/records/noun.js';

export class ManagerClientsQueryDto {
  /** The day it is of; today without it. */
  @Day({ optional: true })
  on?: string;
}

export class LastOrderDto {
  externalId!: string;
  date!: string;
  amount!: string | null;
}

export class ClientMarkDto {
  /** Code of the measure by whose rule the client is new or lost in the month. */
  measure!: string;
  rule!: 'new' | 'lost';
  /** Of the measure, by language. */
  title!: object;
}

export class HeldClientDto {
  clientId!: string;
  code!: string;
  name!: string;
  segment!: string | null;
  kind!: string | null;
  /** First day of the holding. */
  since!: string;
  /** Share of the client held, as a ratio; null for the whole. */
  share!: string | null;
  /** Points that the client adds to the portfolio's complexity. */
  complexity!: string;
  /** Last order won, by whoever the client bought from; null without any. */
  lastOrder!: LastOrderDto | null;
  /** Orders won in the month of the day, up to it, and what they come to. */
  ordersOfMonth!: number;
  amountOfMonth!: string;
  /** Mean days between the client's orders, rounded down; null with fewer than two. */
  intervalDays!: number | null;
  /** The day from which the client counts as lost unless it orders before, by `clients_lost`; past where it is lost. Null where the rule does not tell. */
  lostOn!: string | null;
  /** Whether that day has come. */
  isLost!: boolean;
  /** What the measures count the client for in the month of the day, as a whole. */
  marks!: ClientMarkDto[];
}

export class ManagerClientsDto {
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  on!: string;
  /** The portfolio's complexity on the day: the sum of its clients. */
  complexity!: string;
  /** Clients held on the day, by name. */
  items!: HeldClientDto[];
}
