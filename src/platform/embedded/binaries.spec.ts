import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { EmbeddedLab, query } from '../../../test/support/embedded-owner.js';
import { installedPackage } from './binaries.js';
import { type EmbeddedEvent, startEmbedded } from './index.js';

const lab = new EmbeddedLab();
afterAll(() => lab.clear());
const asRoot = process.getuid?.() === 0 ? it : it.skip;

/** The package as npm leaves it when install scripts are blocked. */
function unhydrated(name: string): string {
  const folder = path.join(lab.root, 'packages', name);
  const wanted = (file: string) => !file.endsWith('.a');
  cpSync(installedPackage(), folder, { recursive: true, verbatimSymlinks: true, filter: wanted });
  for (const target of linksOf(folder)) rmSync(target, { force: true });
  return folder;
}

const linksOf = (folder: string) => {
  const list = readFileSync(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  return (JSON.parse(list) as { target: string }[]).map(({ target }) => path.join(folder, target));
};

const programsOf = (folder: string) =>
  ['postgres', 'initdb', 'pg_ctl'].map((program) => path.join(folder, 'native', 'bin', program));

async function startsWith(packageDirectory: string, directory: string): Promise<EmbeddedEvent[]> {
  const events: EmbeddedEvent[] = [];
  const server = await startEmbedded({ directory, packageDirectory, log: (event) => events.push(event) });
  await query(server.url, 'SELECT 1');
  await server.stop();
  return events;
}

describe('binaries that npm left incomplete', () => {
  const directory = lab.folder('incomplete'); // made once: initdb is what takes time

  it('are completed where they are: links between libraries, executable bits', async () => {
    const folder = unhydrated('blocked-scripts');
    for (const program of programsOf(folder)) chmodSync(program, 0o644);
    await startsWith(folder, directory);
    expect(linksOf(folder).every((target) => existsSync(target))).toBe(true);
    expect(readdirSync(directory)).not.toContainEqual(expect.stringMatching(/^binaries/));
  });

  asRoot('that the account cannot reach are copied beside the data, once', async () => {
    const folder = unhydrated('mode-700/package');
    chmodSync(path.join(lab.root, 'packages', 'mode-700'), 0o700);
    const copying = (events: EmbeddedEvent[]) =>
      events.filter(({ message }) => message.startsWith('Copying')).length;
    expect(copying(await startsWith(folder, directory))).toBe(1);
    expect(copying(await startsWith(folder, directory))).toBe(0);
    const manifest = path.join(folder, 'package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"18\.[^"]*"/, '"18.99.0"'));
    expect(copying(await startsWith(folder, directory))).toBe(1);
    expect(readdirSync(directory).filter((name) => name.startsWith('binaries'))).toEqual([
      'binaries-18.99.0',
    ]);
  });

  asRoot('installed with umask 077 are copied too', async () => {
    const folder = unhydrated('umask');
    chmodSync(path.join(folder, 'native', 'share', 'postgresql'), 0o700);
    await startsWith(folder, directory);
    expect(statSync(path.join(folder, 'native', 'share', 'postgresql')).mode & 0o777).toBe(0o700);
  });
});

describe('a system that no binary fits', () => {
  const named = (message: string) => ({ code: 'no-binary', message: expect.stringContaining(message) });

  it('is told so, with DATABASE_URL as the way out', () => {
    expect(() => installedPackage('freebsd', 'x64')).toThrow(
      expect.objectContaining(named('no embedded PostgreSQL for freebsd-x64')),
    );
    expect(() => installedPackage('freebsd', 'x64')).toThrow(/DATABASE_URL/);
  });

  it('is told how to install what npm left out', () => {
    const other = process.arch === 'x64' ? 'arm64' : 'x64';
    expect(() => installedPackage('linux', other)).toThrow(
      expect.objectContaining(named('are not installed')),
    );
    expect(() => installedPackage('linux', other)).toThrow(/DATABASE_URL/);
  });

  it('is told when the programs do not run on it', async () => {
    const folder = path.join(lab.root, 'packages', 'foreign');
    mkdirSync(path.join(folder, 'native', 'bin'), { recursive: true });
    mkdirSync(path.join(folder, 'native', 'share', 'postgresql', 'timezone'), { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"version":"18.0.0"}');
    const loader = '#!/lib/ld-that-alpine-lacks.so\n';
    for (const program of programsOf(folder)) writeFileSync(program, loader, { mode: 0o755 });
    const start = startEmbedded({ directory: lab.folder('foreign'), packageDirectory: folder });
    await expect(start).rejects.toMatchObject(named('glibc'));
    for (const program of programsOf(folder))
      writeFileSync(program, '#!/bin/sh\necho no such processor >&2; exit 1\n');
    const again = startEmbedded({ directory: lab.folder('foreign'), packageDirectory: folder });
    await expect(again).rejects.toMatchObject(named('no such processor'));
    expect(readdirSync(lab.folder('foreign')).filter((name) => name.startsWith('owner'))).toEqual([]);
  });
});
