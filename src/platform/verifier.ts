import { hash } from 'node:crypto';
import { Verifier } from '../calc/index.js';
import { readSchemeSource } from './scheme-source.js';

/** SHA-256 of a text's UTF-8 bytes, hexadecimal. */
export const sha256 = (text: string): string => hash('sha256', text);

/** A verifier of the calculation with what it needs from outside: SHA-256, and schemes read from YAML. */
export const newVerifier = (): Verifier =>
  new Verifier({ sha256, readScheme: (source) => readSchemeSource(source).root });
