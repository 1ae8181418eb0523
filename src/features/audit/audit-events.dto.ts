import { Code, Instant, OneOf, Text, Whole } from '../../platform/records/noun.js';

const ACTIONS = ['created', 'changed', 'removed', 'taken-in', 'read', 'refused'];

export class AuditEventQueryDto {
  /** Name of who did it. */
  @Code({ optional: true })
  actor?: string;

  @OneOf(ACTIONS, { optional: true })
  action?: string;

  /** What it was done to, as addresses name it: `tokens`, `targets`, `adjustments`. */
  @Code({ optional: true })
  kind?: string;

  /** Id of what it was done to. */
  @Code({ optional: true })
  object?: string;

  /** First instant. */
  @Instant({ optional: true })
  from?: string;

  /** The instant after the last. */
  @Instant({ optional: true })
  until?: string;

  /** How many at most; 100 without it. */
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(50, { optional: true })
  cursor?: string;
}

export class AuditEventDto {
  /** Place in the chain, from 1. */
  number!: string;
  at!: Date;
  /** Name of the user or token, `command line`, or the database user of what was done past the service. */
  actor!: string;
  role!: string | null;
  /** Number of the user or token. */
  actorId!: string | null;
  /** Where the request came from. */
  address!: string | null;
  /** Id of the request. */
  request!: string | null;
  /** The route, command or kind of job that it was done by. */
  via!: string | null;
  /** `taken-in` for records of a noun, one entry an intake; `refused` for attempts to sign in, the first 20 an hour of each user. */
  action!: string;
  kind!: string;
  object!: string | null;
  /** What changed, as it stood; null for what is new, and for what the viewer's role may not read. */
  before!: object | null;
  /** As it stands since; of a read what was asked for. */
  after!: object | null;
  /** SHA-256 of the hash before and of this entry, in hex; null for whoever may not read all that it covers. */
  hash!: string | null;
}

export class AuditEventPageDto {
  items!: AuditEventDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}
