import { timeZone } from '../../platform/records/field-kinds.js';
import { FieldIs, OneOf, Text } from '../../platform/records/noun.js';

export class CompanyDto {
  @Text(200)
  name!: string;

  /** ISO 4217 code of the currency that pay is computed in; fixed once there are orders. */
  @OneOf(['RUB', 'USD', 'EUR', 'GBP', 'KZT', 'BYN', 'UAH', 'CNY', 'TRY', 'AED', 'INR', 'BRL', 'CHF', 'PLN'])
  currency!: string;

  /** IANA name of the time zone that decides which day an instant falls on. */
  @FieldIs(timeZone)
  timeZone!: string;

  /** Language of statements. */
  @OneOf(['en', 'ru'])
  language!: 'en' | 'ru';
}
