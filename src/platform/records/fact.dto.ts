import { Code, Day, Instant, Text, Whole } from './noun.js';

/** What every dated fact carries: who sent it, under which number, for which day. */
export class FactDto {
  /** The sending system; numbers are unique within it. */
  @Text(100, { fallback: 'api' })
  source?: string;

  /** The sender's own number of this fact; the same number again is a new revision of it. */
  @Code()
  externalId!: string;

  /** Version kept by the sender, one for each content; a lower one never replaces a higher one or its withdrawal. */
  @Whole(0, 2_000_000_000, { optional: true })
  sourceVersion?: number;

  /** Business date: the day the fact counts for. */
  @Day({ column: 'business_date' })
  date!: string;

  /** The instant it happened, where one was sent. */
  @Instant({ optional: true })
  happenedAt?: string;
}
