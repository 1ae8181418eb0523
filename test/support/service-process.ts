import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { killQuietly } from './embedded-owner.js';
import { keepTold } from './traces.js';

export interface LogLine {
  level: string;
  message: string;
  [fact: string]: unknown;
}

export interface Answer {
  status: number;
  /** Media type without parameters. */
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of any route
  body: Record<string, any>;
}

export interface Asked {
  method: string;
  path: string;
  /** An object is sent as JSON, a text as CSV unless the headers say otherwise. */
  body?: object | string;
  headers?: Record<string, string>;
}

/** Far more than anything needs, on a machine that does much else. */
const ANSWER_MS_MAX = 60_000;

/** The environment of a program of ours: that of the tests without any setting of the service, and `settings`. */
function cleanEnvironment(settings: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(PREMIA_|DATABASE_URL$|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(own), LC_ALL: 'C', ...settings };
}

/** A program of the project in a process of its own, as people start it. */
export class ProgramProcess {
  stdout = '';
  stderr = '';
  /** Exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(
    script: string,
    args: readonly string[],
    readonly settings: Record<string, string>,
  ) {
    this.child = spawn(process.execPath, [path.resolve('dist', 'src', script), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnvironment(settings),
      detached: true, // a process group of its own, so that Ctrl-C can be tried on it
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      keepTold(text);
    });
    this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** What the terminal does at Ctrl-C: every process of the group gets SIGINT. */
  pressCtrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  kill(): void {
    killQuietly(this.pid);
  }

  /** Reads no more of what it prints: its next line has nowhere to go. */
  stopReading(): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }
}

/** The service, started as `npm start` does. */
export class ServiceProcess extends ProgramProcess {
  private token = '';
  private linesTaken = 0;

  constructor(settings: Record<string, string>) {
    // months that nobody asked for would be computed in the middle of a test
    super('main.js', [], { PREMIA_PORT: '0', PREMIA_SCHEDULE_SECONDS: '0', ...settings });
  }

  get log(): LogLine[] {
    const whole = this.stderr.slice(0, this.stderr.lastIndexOf('\n') + 1);
    return whole.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
  }

  /** The next line whose message begins so and that was not taken before; an error when the process ends first. */
  async line(message: string): Promise<LogLine> {
    let ended = false;
    void this.ended.then(() => (ended = true));
    for (const deadline = performance.now() + ANSWER_MS_MAX; performance.now() < deadline; await pause(5)) {
      const place = this.log.findIndex(
        (line, at) => at >= this.linesTaken && line.message.startsWith(message),
      );
      if (place >= 0) {
        this.linesTaken = place + 1;
        return this.log[place]!;
      }
      if (ended) break;
    }
    throw new Error(
      `no line "${message}" ${ended ? 'before the end' : 'in time'}, but:\n${this.stderr}${this.stdout}`,
    );
  }

  async listening(): Promise<this> {
    this.address ??= String((await this.line('listening')).address);
    return this;
  }

  address: string | undefined;

  /** The token printed at the first start, which is shown on the terminal only. */
  firstToken(): string {
    return /premia_[\w-]+/.exec(this.stdout)?.[0] ?? '';
  }

  as(token: string): this {
    this.token = token;
    return this;
  }

  /** Undefined when the connection broke before an answer; an error when neither came in time. */
  async ask({ method, path: route, body, headers }: Asked): Promise<Answer | undefined> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    try {
      const response = await fetch(`${this.address}${route}`, {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          connection: 'close',
          ...(body === undefined ? {} : { 'content-type': type }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal,
      });
      const text = await response.text();
      const answered = response.headers.get('content-type')?.split(';')[0] ?? '';
      return {
        status: response.status,
        type: answered,
        body: /json/.test(answered) ? JSON.parse(text) : { text },
      };
    } catch (error) {
      if (signal.aborted) throw new Error(`${method} ${route} was not answered in ${ANSWER_MS_MAX} ms`);
      if ((error as Error).name === 'TypeError') return undefined; // "fetch failed": refused, reset, or cut off
      throw error;
    }
  }

  /** Asks, and lets the request go on at each fault point on its way. */
  async askThrough(asked: Asked): Promise<Answer | undefined> {
    let answered = false;
    const answer = this.ask(asked).finally(() => (answered = true));
    let seen = this.stopsLogged();
    while (!answered) {
      if (this.stopsLogged() > seen) {
        seen += 1;
        this.signal('SIGUSR2');
      }
      await pause(5);
    }
    this.linesTaken = this.log.length;
    return answer;
  }

  private stopsLogged(): number {
    return this.log.filter(({ message }) => message === 'stopped at a fault point').length;
  }
}
