import { Code, RecordOf } from '../../platform/records/noun.js';

/** A scheme's code; its text lives in its versions. Kept as a noun so that assignments can refer to it. */
@RecordOf({ name: 'schemes', table: 'schemes', key: ['code'] })
export class SchemeRecord {
  @Code()
  code!: string;
}
