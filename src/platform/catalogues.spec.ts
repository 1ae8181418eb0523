import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from './problem/catalogue.js';
import { sentences } from './records/expectations.js';

const HERE = ['src/platform/problem/catalogue.ts', 'src/platform/records/expectations.ts'];

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ts$/.test(name) && !/(\.spec|\/metadata|\.d)\.ts$/.test(name))
  .map((name) => path.join('src', name))
  .filter((file) => !HERE.includes(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

const named = (code: string): boolean => source.includes(`'${code}'`);
const places = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

describe('the sentences of problems and expectations', () => {
  it('are all said somewhere', () => {
    const silent = [...Object.keys(catalogue), ...Object.keys(sentences)].filter((code) => !named(code));
    expect(silent).toEqual([]);
  });

  it('have the same places in English and Russian', () => {
    const details = Object.entries(catalogue).map(([code, { detail }]) => [code, detail] as const);
    const uneven = [...details, ...Object.entries(sentences)].filter(
      ([, { en, ru }]) => places(en).join() !== places(ru).join(),
    );
    expect(uneven).toEqual([]);
  });
});
