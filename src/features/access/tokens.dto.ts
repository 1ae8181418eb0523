import { Code, OneOf, Text } from '../../platform/records/noun.js';
import { ROLES, type Role } from './roles.js';

export class NewTokenDto {
  /** What the token is for. */
  @Text(100)
  name!: string;

  @OneOf(ROLES)
  role!: Role;

  /** Personnel number of the person behind it; needed for the roles manager and head. */
  @Code({ optional: true })
  manager?: string;
}

export class TokenDto {
  id!: string;
  name!: string;
  role!: string;
  /** Personnel number of the person behind the token. */
  manager!: string | null;
  createdAt!: Date;
  revokedAt!: Date | null;
}

export class TokenCreatedDto extends TokenDto {
  /** The token itself, shown this once. */
  token!: string;
}

export class MeDto {
  name!: string;
  role!: string;
}
