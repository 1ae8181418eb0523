import { Code, OneOf, Text } from '../../platform/records/noun.js';
import { Email } from './email.js';
import { USER_ROLES, type UserRole } from './roles.js';

export class UserSettingsDto {
  @Text(100)
  name!: string;

  @OneOf(USER_ROLES)
  role!: UserRole;

  /** Personnel number of the manager that the user is; needed for the roles manager and head. */
  @Code({ optional: true })
  manager?: string;

  /** In which the user reads. */
  @OneOf(['en', 'ru'], { fallback: 'en' })
  language?: 'en' | 'ru';
}

export class NewUserDto extends UserSettingsDto {
  /** Signs in by it; the same however it is typed. */
  @Email()
  email!: string;
}

export class UserDto {
  id!: string;
  email!: string;
  name!: string;
  role!: string;
  /** Personnel number of the manager that the user is. */
  manager!: string | null;
  language!: 'en' | 'ru';
  /** `invited`: has not chosen a password yet. */
  state!: 'invited' | 'active' | 'disabled';
  createdAt!: Date;
}

export class UserLinkDto {
  kind!: 'invitation' | 'reset';
  /** To be handed to the user in person or by a safe way; shown this once, works once. */
  link!: string;
  expiresAt!: Date;
}

export class InvitedUserDto extends UserDto {
  invitation!: UserLinkDto;
}
