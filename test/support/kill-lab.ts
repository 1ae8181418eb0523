import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { attachEmbedded } from '../../src/platform/embedded/index.js';
import { killQuietly, runs } from './embedded-owner.js';
import { ProgramProcess, ServiceProcess } from './service-process.js';

/** Folders and processes of one spec file; `clear()` ends and removes all of them. */
export class KillLab {
  readonly root: string;
  readonly programs: ProgramProcess[] = [];

  constructor() {
    this.root = realpathSync(mkdtempSync(path.join(process.env.PREMIA_TEST_DATA!, 'premia-kill-')));
    chmodSync(this.root, 0o755); // mkdtemp makes 700, which a server started by root could not pass
  }

  folder(name: string): string {
    return path.join(this.root, name);
  }

  /** Copies the folder of a server that is stopped. */
  copy(from: string, to: string): void {
    cpSync(this.folder(from), this.folder(to), { recursive: true });
  }

  embedded(name: string, settings: Record<string, string> = {}): ServiceProcess {
    return this.service({ PREMIA_DATABASE: 'embedded', PREMIA_DATA: this.folder(name), ...settings });
  }

  service(settings: Record<string, string>): ServiceProcess {
    const service = new ServiceProcess(settings);
    this.programs.push(service);
    return service;
  }

  cli(args: readonly string[], settings: Record<string, string>): ProgramProcess {
    const program = new ProgramProcess('cli.js', args, settings);
    this.programs.push(program);
    return program;
  }

  /** The address of the service's database, asked of its folder as the command line does. */
  async databaseUrl(name: string): Promise<string> {
    const server = await attachEmbedded(path.join(this.folder(name), 'db'));
    if (!server) throw new Error(`no server runs in ${name}`);
    return server.databaseUrl('premia');
  }

  postmaster(name: string): number {
    return Number.parseInt(
      readFileSync(path.join(this.folder(name), 'db', 'data', 'postmaster.pid'), 'utf8'),
      10,
    );
  }

  /** Ids of the processes of a folder that live: its services and its server. */
  alive(name: string): number[] {
    const file = path.join(this.folder(name), 'db', 'data', 'postmaster.pid');
    const server = existsSync(file) ? [this.postmaster(name)] : [];
    const ours = this.programs.filter(({ settings }) => settings.PREMIA_DATA === this.folder(name));
    return [...server, ...ours.map(({ pid }) => pid)].filter(runs);
  }

  async clear(): Promise<void> {
    for (const program of this.programs) program.kill();
    await Promise.all(this.programs.map(({ ended }) => ended));
    for (const name of readdirSync(this.root)) for (const pid of this.alive(name)) killQuietly(pid);
    for (const name of readdirSync(this.root)) {
      while (this.alive(name).length) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
