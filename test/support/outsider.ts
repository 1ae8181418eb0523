import { type Fraction, fraction, isLess, isZero, minus, over, plus, times } from '../calc/fraction.js';

type Value = Fraction | boolean | string;

/**
 * Evaluates a formula with values, such as `IF(107% >= 100%, 40%, 0%) * 1118`, with exact fractions and nothing of the
 * product: what somebody with the printed explanation and a pencil would do.
 */
export function evaluateByHand(text: string): Value {
  const tokens = text.match(/"[^"]*"|\d+(?:\.\d+)?%?|[A-Z]+|<>|<=|>=|[-+*/=<>(),]/g) ?? [];
  if (tokens.join('') !== text.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ''))
    throw new Error(`cannot read ${text}`);
  const reader = new Reader(tokens);
  const value = reader.or();
  reader.end();
  return value;
}

class Reader {
  private place = 0;

  constructor(private readonly tokens: readonly string[]) {}

  end(): void {
    if (this.place < this.tokens.length) throw new Error(`unexpected ${this.tokens[this.place]}`);
  }

  private accept(...wanted: string[]): string | undefined {
    const token = this.tokens[this.place];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.place++;
    return token;
  }

  private expect(token: string): void {
    if (!this.accept(token)) throw new Error(`expected ${token}, found ${this.tokens[this.place]}`);
  }

  or(): Value {
    let value = this.and();
    while (this.accept('OR')) value = [value, this.and()].some((part) => part === true);
    return value;
  }

  private and(): Value {
    let value = this.comparison();
    while (this.accept('AND')) value = [value, this.comparison()].every((part) => part === true);
    return value;
  }

  private comparison(): Value {
    const left = this.sum();
    const sign = this.accept('=', '<>', '<=', '>=', '<', '>');
    if (!sign) return left;
    return compare(left, sign, this.sum());
  }

  private sum(): Value {
    let value = this.product();
    for (let sign = this.accept('+', '-'); sign; sign = this.accept('+', '-')) {
      const next = number(this.product());
      value = sign === '+' ? plus(number(value), next) : minus(number(value), next);
    }
    return value;
  }

  private product(): Value {
    let value = this.unary();
    for (let sign = this.accept('*', '/'); sign; sign = this.accept('*', '/')) {
      const next = number(this.unary());
      value = sign === '*' ? times(number(value), next) : over(number(value), next);
    }
    return value;
  }

  private unary(): Value {
    if (this.accept('-')) return minus(fraction(0n, 1n), number(this.unary()));
    if (this.accept('(')) {
      const value = this.or();
      this.expect(')');
      return value;
    }
    const token = this.tokens[this.place++]!;
    if (/^[A-Z]/.test(token)) return this.named(token);
    return token.startsWith('"') ? token.slice(1, -1) : literal(token);
  }

  private named(name: string): Value {
    if (name === 'TRUE' || name === 'FALSE') return name === 'TRUE';
    if (name === 'NOT') return this.unary() !== true;
    this.expect('(');
    const given = [this.or()];
    while (this.accept(',')) given.push(this.or());
    this.expect(')');
    const [a, b, c] = given as [Value, Value, Value];
    if (name === 'IF') return a === true ? b : c;
    if (name === 'DIVIDE') return isZero(number(b)) ? c : over(number(a), number(b));
    throw new Error(`${name} is not known by hand`);
  }
}

function literal(token: string): Fraction {
  const [whole, part = ''] = token.replace('%', '').split('.') as [string, string?];
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length) * (token.endsWith('%') ? 100n : 1n));
}

function number(value: Value): Fraction {
  if (typeof value === 'object') return value;
  throw new Error(`${String(value)} is no number`);
}

function compare(left: Value, sign: string, right: Value): boolean {
  if (typeof left !== 'object' || typeof right !== 'object')
    return sign === '=' ? left === right : left !== right;
  const less = isLess(left, right);
  const more = isLess(right, left);
  const results: Record<string, boolean> = {
    '=': !less && !more,
    '<>': less || more,
    '<': less,
    '>': more,
    '<=': !more,
    '>=': !less,
  };
  return results[sign]!;
}
