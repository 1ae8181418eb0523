import { Code, FieldIs, OneOf, RecordOf, Titles } from '../../platform/records/noun.js';
import { type MeasureDefinition, measureDefinition } from './definition.js';

const UNITS = ['money', 'ratio', 'count', 'score', 'days', 'flag'];

@RecordOf({
  name: 'measures',
  table: 'measures',
  key: ['code'],
  checks: ['CK_measures_unit', 'CK_measures_direction'],
  namedBy: [
    {
      by: 'targets',
      sql: 'select from targets t join measures m on m.code = t.measure where m.id = $1 and not t.withdrawn',
    },
  ],
})
export class MeasureDto {
  @Code()
  code!: string;

  @Titles()
  title!: { en: string; ru?: string };

  @OneOf(UNITS)
  unit!: string;

  /** Whether more is better (`up`), worse (`down`), or neither. */
  @OneOf(['up', 'down', 'none'], { fallback: 'up' })
  direction?: string;

  /** Which facts are counted or summed, and which of them. */
  @FieldIs(measureDefinition)
  definition!: MeasureDefinition;
}
