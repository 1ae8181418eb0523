/** Repeatable choices: whole numbers only, the same seed and topic give the same ones on every machine. */
export class Random {
  constructor(private state: number) {}

  /** 32 bits, as mulberry32 makes them. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + (this.next() % (max - min + 1));
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.between(1, 100) <= percent;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[this.between(0, list.length - 1)]!;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let place = mixed.length - 1; place > 0; place--) {
      const other = this.between(0, place);
      [mixed[place], mixed[other]] = [mixed[other]!, mixed[place]!];
    }
    return mixed;
  }
}

/**
 * Choices about one topic, such as the orders of one manager in one month. Each topic has its own stream, so that
 * another order here does not change the clients there.
 */
export function randomFor(seed: number, ...topic: readonly string[]): Random {
  let hash = 0x811c9dc5;
  for (const unit of `${seed}/${topic.join('/')}`) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return new Random(hash);
}
