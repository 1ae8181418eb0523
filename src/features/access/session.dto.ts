import type { FieldKind } from '../../platform/records/field-kinds.js';
import { FieldIs, Flag, Text } from '../../platform/records/noun.js';
import { Email } from './email.js';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './passwords.js';

/** Much longer than any password: what is longer is not even looked at. */
const SECRET_LENGTH_MAX = 500;

const secret = (minLength: number, maxLength: number): FieldKind => ({
  sqlType: 'text',
  schema: { type: 'string', minLength, maxLength },
  parse: (raw) =>
    typeof raw === 'string' && raw.length > 0 && raw.length <= SECRET_LENGTH_MAX
      ? { ok: true, value: raw }
      : { ok: false, expected: { code: 'text', facts: { max: SECRET_LENGTH_MAX } } },
});

/** A password or a link as it is typed: nothing of it is changed. */
const Secret = () => FieldIs(secret(1, SECRET_LENGTH_MAX));
const ChosenPassword = () => FieldIs(secret(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX));

export class SignInDto {
  @Email()
  email!: string;

  @Secret()
  password!: string;
}

export class PasswordByLinkDto {
  /** The link, or what follows its `#`. */
  @Secret()
  link!: string;

  /** 12 characters or more, of any kind; none that is often used. */
  @ChosenPassword()
  password!: string;
}

export class FirstAdministratorDto extends PasswordByLinkDto {
  @Email()
  email!: string;

  @Text(100)
  name!: string;
}

export class NewPasswordDto {
  /** The password in force. */
  @Secret()
  current!: string;

  /** 12 characters or more, of any kind; none that is often used. */
  @ChosenPassword()
  password!: string;
}

export class ConfirmationDto {
  /** The password in force. */
  @Secret()
  password!: string;
}

/** A browser in which one is signed in. */
export class OwnSessionDto {
  id!: string;
  since!: Date;
  /** To the minute. */
  lastUsedAt!: Date;
  /** From where it was opened; null where that was not noted yet. */
  address!: string | null;
  /** What the browser calls itself. */
  browser!: string | null;
  /** Whether it is the one that asks. */
  current!: boolean;
}

export class SessionDto {
  /** Whether a person asks or a program. */
  kind!: 'user' | 'token';
  name!: string;
  role!: string;
  /** Null for tokens. */
  email!: string | null;
  /** Personnel number of the manager behind the user or the token. */
  manager!: string | null;
  /** The same manager's id, as in `/v1/managers/{id}/progress`. */
  managerId!: string | null;
  /** In which the user reads; null for tokens. */
  language!: 'en' | 'ru' | null;
  /** Whether there is a password to confirm by; who has none confirms by single sign-on. */
  hasPassword!: boolean;
  /** Until when approval and the like do not ask for it again; null for tokens, which are never asked. */
  confirmedUntil!: Date | null;
  /** Whether this is the made-up company of the demo, whose passwords everybody knows. */
  demo!: boolean;
}

export class OpenIdStartDto {
  /** Where to go on after signing in: a path of this service; its first page without it, and where it leads elsewhere. */
  @Text(1_000, { optional: true })
  to?: string;

  /** Whether the provider asks for the password also of whoever is signed in there. */
  @Flag({ optional: true })
  confirm?: boolean;
}

export class OpenIdOfferDto {
  /** Of the button that leads to `/v1/sign-in/openid`. */
  title!: string;
}

export class SignInPageDto {
  /** Single sign-on; null where it is not set up. */
  openid!: OpenIdOfferDto | null;

  /** Whether this is the made-up company of the demo, whose passwords everybody knows. */
  demo!: boolean;
}
