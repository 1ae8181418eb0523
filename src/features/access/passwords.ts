import { Algorithm, hash, type Options, verify } from '@node-rs/argon2';
import { DomainError } from '../../platform/problem/domain-error.js';
import { fieldProblem } from '../../platform/records/row.js';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { newSecret } from './secrets.js';

export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 128;
/** Fewer are a row of the same keys. */
const DIFFERENT_MIN = 5;
/** Without the words that everybody knows of its owner at least this many characters are left. */
const REST_LENGTH_MIN = 8;
/** Shorter words are found in good passwords by chance. */
const WORD_LENGTH_MIN = 4;

/** 64 MiB each. `Algorithm` is a const enum that cannot be read from here as a value; 2 is argon2id. */
const OPTIONS: Options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 65_536,
  timeCost: 2,
  parallelism: 1,
};
const AT_ONCE_MAX = 4;
/** Who would wait longer than about ten seconds is told to come back. */
const WAITING_MAX = 100;

/** The password of nobody: an unknown account takes as long to refuse as a known one. */
let nobodys: Promise<string> | undefined;

/**
 * Throws `invalid-fields` for a password that is easily guessed: too short, often used, a row of few keys, or made of
 * what everybody knows of its owner. No kind of character is asked for. The password is not repeated in the problem.
 */
export function refuseWeak(field: string, password: string, email: string): void {
  const refuse = (code: 'password-length' | 'password-guessed') => {
    const facts = { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX };
    throw new DomainError('invalid-fields', {}, [fieldProblem(field, null, { code, facts })]);
  };
  const characters = [...password.normalize('NFC')];
  if (characters.length < PASSWORD_LENGTH_MIN || characters.length > PASSWORD_LENGTH_MAX)
    refuse('password-length');
  const folded = characters.join('').toLowerCase();
  const words = [...email.split(/[@.+_-]/), 'premia'].filter(({ length }) => length >= WORD_LENGTH_MIN);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), folded);
  if (COMMON_PASSWORDS.has(folded) || rest.length < REST_LENGTH_MIN || new Set(rest).size < DIFFERENT_MIN)
    refuse('password-guessed');
}

/** argon2id with its parameters and a salt of its own. Throws `unavailable` when too many wait. */
export const hashOfPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFC'), OPTIONS));

/** Whether it is the password of this hash; without a hash never, in the same time. Throws `unavailable`. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  nobodys ??= hash(newSecret(), OPTIONS);
  const other = await nobodys;
  return (await inTurn(() => verify(kept ?? other, password.normalize('NFC')))) && kept !== null;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Hashing takes 64 MiB and a processor each: a few at once, the others in their order. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE_MAX) {
    if (waiting.length >= WAITING_MAX) throw new DomainError('unavailable');
    await new Promise<void>((resolve) => waiting.push(resolve)); // whoever ends hands over its place
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
