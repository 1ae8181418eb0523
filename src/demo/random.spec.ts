import { centsText, divideBy } from './cents.js';
import { randomFor } from './random.js';

describe('repeatable choices', () => {
  it('repeat for a seed and topic, and differ for another', () => {
    const rolls = (seed: number, ...topic: string[]) => {
      const random = randomFor(seed, ...topic);
      return Array.from({ length: 8 }, () => random.between(0, 999_999));
    };
    expect(rolls(1, 'a', 'b')).toEqual(rolls(1, 'a', 'b'));
    expect(rolls(1, 'a', 'b')).not.toEqual(rolls(2, 'a', 'b'));
    expect(rolls(1, 'a', 'b')).not.toEqual(rolls(1, 'a', 'c'));
  });

  it('reach both bounds, nothing beyond, each about as often', () => {
    const random = randomFor(5, 'bounds');
    const counts = [0, 0, 0, 0];
    for (let roll = 0; roll < 4_000; roll++) counts[random.between(3, 6) - 3]!++;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4_000);
    expect(counts.filter((count) => count < 850 || count > 1_150)).toEqual([]);
  });

  it('shuffle keeps everything', () => {
    expect(randomFor(1, 'mix').shuffled([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('cents', () => {
  it('are written as exact decimals', () => {
    expect([0, 5, 99, 100, 123_450].map(centsText)).toEqual(['0.00', '0.05', '0.99', '1.00', '1234.50']);
  });

  it('are divided without a remainder', () => {
    // 100 by 1:1:1 is 33 each, and 1 left for the first
    expect(divideBy([1, 1, 1], 100)).toEqual([34, 33, 33]);
    expect(divideBy([3, 1], 8)).toEqual([6, 2]);
  });
});
