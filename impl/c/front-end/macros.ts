/**
 * The macros that hold at a place of a text: by name what each stands for, null for one with
 * arguments.
 */
export type Macros = Map<string, string | null>;

const TOKEN =
  /\s*(?:(0[xX][\da-fA-F]+|\d+)[uUlL]*|(\w+)|(<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>!~&|^?:(),]))/y;
/** Macros may lead to themselves. */
const DEPTH_MAX = 20;

/** The value of a condition; undefined if it cannot be told. */
export function conditionValue(condition: string, macros: Macros, depth = 0): number | undefined {
  try {
    return new Condition(condition, macros, depth).value();
  } catch (error) {
    if (error instanceof Untold) return undefined;
    throw error;
  }
}

/** A condition that is no expression of what is known here. */
class Untold extends Error {}

/** Binary operators from the loosest to the tightest. */
const LEVELS: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0) },
  { '|': (a, b) => a | b },
  { '^': (a, b) => a ^ b },
  { '&': (a, b) => a & b },
  { '==': (a, b) => Number(a === b), '!=': (a, b) => Number(a !== b) },
  {
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
  },
  { '<<': (a, b) => a * 2 ** b, '>>': (a, b) => Math.floor(a / 2 ** b) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => Math.trunc(a / b), '%': (a, b) => a % b },
];

const UNARY: Readonly<Record<string, (a: number) => number>> = {
  '!': (a) => Number(a === 0),
  '-': (a) => -a,
  '+': (a) => a,
  '~': (a) => ~a,
};

class Condition {
  private readonly tokens: readonly string[];
  private at = 0;
  private readonly macros: Macros;
  private readonly depth: number;

  constructor(text: string, macros: Macros, depth: number) {
    if (depth > DEPTH_MAX) throw new Untold();
    this.macros = macros;
    this.depth = depth;
    this.tokens = tokensOf(text);
  }

  value(): number {
    const value = this.choice();
    if (this.at < this.tokens.length) throw new Untold();
    return value;
  }

  private choice(): number {
    const value = this.binary(0);
    if (!this.take('?')) return value;
    const then = this.choice();
    this.expect(':');
    const otherwise = this.choice();
    return value !== 0 ? then : otherwise;
  }

  private binary(level: number): number {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let value = this.binary(level + 1);
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      if (!Object.hasOwn(operators, token)) break;
      this.at += 1;
      value = operators[token]!(value, this.binary(level + 1));
    }
    return value;
  }

  private unary(): number {
    const token = this.next();
    const operator = Object.hasOwn(UNARY, token) ? UNARY[token] : undefined;
    if (operator) return operator(this.unary());
    if (token === '(') {
      const value = this.choice();
      this.expect(')');
      return value;
    }
    if (/^\d/.test(token))
      return Number(token.startsWith('0') && /^0\d/.test(token) ? `0o${token.slice(1)}` : token);
    if (!/^\w/.test(token)) throw new Untold();
    return this.named(token);
  }

  private named(name: string): number {
    if (name === 'defined') {
      const [macro] = this.tokens[this.at] === '(' ? this.arguments() : [this.next()];
      return Number(this.macros.has(macro!));
    }
    if (/^IS_(?:ENABLED|BUILTIN|MODULE|REACHABLE)$/.test(name) && this.tokens[this.at] === '(') {
      const [option] = this.arguments();
      const [y, m] = [
        this.macros.get(option!) === '1',
        this.macros.get(`${option}_MODULE`) === '1',
      ];
      return Number(name === 'IS_BUILTIN' ? y : name === 'IS_MODULE' ? m : y || m);
    }
    if (name === 'KERNEL_VERSION' && this.tokens[this.at] === '(') {
      const [a, b, c] = this.arguments().map((one) =>
        conditionValue(one, this.macros, this.depth + 1),
      );
      if (a === undefined || b === undefined || c === undefined) throw new Untold();
      return a * 65536 + b * 256 + Math.min(c, 255);
    }
    if (this.tokens[this.at] === '(') throw new Untold();
    const body = this.macros.get(name);
    if (body === null) throw new Untold();
    // What is no macro counts as 0.
    if (body === undefined) return 0;
    const value = conditionValue(body, this.macros, this.depth + 1);
    if (value === undefined) throw new Untold();
    return value;
  }

  /** What stands between parentheses, divided at its commas. */
  private arguments(): string[] {
    this.expect('(');
    const all: string[] = [''];
    for (let depth = 0; ; ) {
      const token = this.next();
      if (token === ')' && depth === 0) return all;
      if (token === '(') depth += 1;
      if (token === ')') depth -= 1;
      if (token === ',' && depth === 0) all.push('');
      else all[all.length - 1] += all.at(-1) === '' ? token : ` ${token}`;
    }
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Untold();
    this.at += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Untold();
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Untold();
    tokens.push(found[1] ?? found[2] ?? found[3]!);
    if (TOKEN.lastIndex === from) throw new Untold();
  }
  return tokens;
}
