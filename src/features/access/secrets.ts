import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256, hexadecimal: what is kept of a secret. 256 random bits need no salt and no slow hash. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
