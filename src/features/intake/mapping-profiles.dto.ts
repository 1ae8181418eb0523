import { Text } from '../../platform/records/noun.js';
import { PROFILE_LENGTH_MAX } from './profile-yaml.js';

export class MappingProfileTextDto {
  /** The profile as YAML: format, row filter, and the records each row gives. */
  @Text(PROFILE_LENGTH_MAX)
  document!: string;
}

export class MappingProfileSummaryDto {
  code!: string;
  savedAt!: Date;
}

export class MappingProfileDto extends MappingProfileSummaryDto {
  /** The profile as YAML, as it was saved. */
  document!: string;
}
