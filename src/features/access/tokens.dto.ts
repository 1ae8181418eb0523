import { Code, FieldIs, OneOf, Text, Whole } from '../../platform/records/noun.js';
import { ROLES, type Role } from './roles.js';
import { scopesKind } from './scopes.js';

/** How long a token works where nothing else is said, and at most. */
export const TOKEN_DAYS = 365;
export const TOKEN_DAYS_MAX = 730;

export class NewTokenDto {
  /** What the token is for. */
  @Text(100)
  name!: string;

  @OneOf(ROLES)
  role!: Role;

  /** Personnel number of the person behind it; needed for the roles manager and head. */
  @Code({ optional: true })
  manager?: string;

  /** Resources it is for, as addresses name them: `orders`, or `exports:read` for reading alone. Without them all that its role may do. */
  @FieldIs(scopesKind, { optional: true })
  scopes?: string[];

  /** Days for which it works; 365 without it. */
  @Whole(1, TOKEN_DAYS_MAX, { optional: true })
  expiresInDays?: number;
}

export class TokenDto {
  id!: string;
  name!: string;
  role!: string;
  /** Personnel number of the person behind the token. */
  manager!: string | null;
  /** Resources it is for; null for all that its role may do. */
  scopes!: string[] | null;
  createdAt!: Date;
  /** Null of tokens made before tokens expired. */
  expiresAt!: Date | null;
  /** To the minute. */
  lastUsedAt!: Date | null;
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
