import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { EmbeddedLab, query } from '../../../test/support/embedded-owner.js';
import { attachEmbedded, startEmbedded } from './index.js';

const lab = new EmbeddedLab();
afterAll(() => lab.clear());

const NOBODY = 65534;
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

const write = (url: string) => query(url, 'CREATE TABLE paid AS SELECT 1 AS amount');
const paid = async (directory: string) => {
  const server = await startEmbedded({ directory });
  try {
    return await query(server.url, `SELECT to_regclass('paid') IS NOT NULL AS there`);
  } finally {
    await server.stop();
  }
};

/** Where the files of a server outside its folder are, to be removed at the end. */
function placeOf(directory: string): string {
  const { directory: place } = JSON.parse(readFileSync(path.join(directory, 'location.json'), 'utf8'));
  lab.alsoRemove(place);
  return place;
}

describeAsRoot('started by root below a home of mode 700', () => {
  const home = path.join(lab.root, 'home-of-root');
  const directory = path.join(home, 'project', '.premia');
  beforeAll(() => mkdirSync(home, { mode: 0o700 }));

  it('keeps the files where PostgreSQL can reach them, and finds them again', async () => {
    const server = await startEmbedded({ directory });
    const place = placeOf(directory);
    await write(server.url);
    const attached = await attachEmbedded(directory);
    const second = lab.start({ directory });
    expect((await second.event('refused')).code).toBe('held');
    await server.stop();
    expect(attached?.url).toBe(server.url);
    expect(place).not.toContain(home);
    for (const name of ['.', 'data', 'secret']) {
      const { uid, mode } = statSync(path.join(place, name));
      expect([name, uid === 0, mode & 0o077]).toEqual([name, false, 0]);
    }
    expect(existsSync(path.join(directory, 'data'))).toBe(false);
    expect(await paid(directory)).toEqual([{ there: true }]);
  });

  it('a moved folder keeps its data, a copied one gets its own', async () => {
    const moved = path.join(home, 'moved', '.premia');
    const copied = path.join(home, 'copied', '.premia');
    renameSync(path.dirname(directory), path.dirname(moved));
    expect(await paid(moved)).toEqual([{ there: true }]);
    cpSync(path.dirname(moved), path.dirname(copied), { recursive: true });
    expect(await paid(copied)).toEqual([{ there: false }]);
    expect(placeOf(copied)).not.toBe(placeOf(moved));
    expect(await paid(moved)).toEqual([{ there: true }]);
    renameSync(path.dirname(moved), path.dirname(directory));
  });

  it('a folder that names a place of its own choice is not believed', async () => {
    const forged = path.join(home, 'forged', '.premia');
    const victim = path.join(lab.root, 'victim');
    mkdirSync(victim);
    mkdirSync(forged, { recursive: true });
    const pointer = { directory: victim, for: forged };
    writeFileSync(path.join(forged, 'location.json'), JSON.stringify(pointer));
    await (await startEmbedded({ directory: forged })).stop();
    expect(placeOf(forged)).not.toBe(victim);
    expect(statSync(victim).uid).toBe(0);
  });

  it('a removed folder begins anew; the former data are set aside, a server on them is stopped', async () => {
    const gone = path.join(home, 'gone', '.premia');
    const owner = lab.start({ directory: gone });
    const { url } = await owner.up();
    await write(url);
    const place = placeOf(gone);
    owner.kill();
    await owner.ended;
    rmSync(gone, { recursive: true });
    const messages: string[] = [];
    const server = await startEmbedded({ directory: gone, log: ({ message }) => messages.push(message) });
    expect(placeOf(gone)).toBe(place);
    await write(server.url); // would fail on the former data
    await server.stop();
    expect(messages).toContainEqual(expect.stringContaining('its former data are in'));
  });
});

describeAsRoot('started by root where everybody may pass', () => {
  it('keeps the files in the folder, for an unprivileged user alone', async () => {
    const directory = lab.folder('in-place');
    const server = await startEmbedded({ directory });
    const uid = Number(execFileSync('ps', ['-o', 'uid=', '-p', String(server.pid)]));
    await server.stop();
    expect(existsSync(path.join(directory, 'location.json'))).toBe(false);
    expect(uid).not.toBe(0);
    expect(statSync(path.join(directory, 'data')).uid).toBe(uid);
    expect(statSync(path.join(directory, 'secret')).uid).toBe(uid);
  });
});

describeAsRoot('started by an ordinary user', () => {
  const home = path.join(lab.root, 'home');
  const directory = path.join(home, '.premia');
  beforeAll(() => {
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, NOBODY, NOBODY);
  });

  it('works in place in a home of mode 700, and later under root with the same data', async () => {
    const owner = lab.start({ directory }, { uid: NOBODY, gid: NOBODY, cwd: home });
    const { url } = await owner.up();
    await write(url);
    owner.signal('SIGTERM');
    expect(await owner.ended).toBe(0);
    expect(statSync(path.join(directory, 'data')).uid).toBe(NOBODY);
    expect(await paid(directory)).toEqual([{ there: true }]); // this process is root
    const again = lab.start({ directory }, { uid: NOBODY, gid: NOBODY, cwd: home });
    expect((await again.up()).url).toBe(url);
    again.signal('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it("is told when the folder is another user's", async () => {
    const foreign = path.join(lab.root, 'foreign');
    mkdirSync(foreign);
    chmodSync(foreign, 0o700);
    const owner = lab.start({ directory: foreign }, { uid: NOBODY, gid: NOBODY, cwd: home });
    const { code, message } = await owner.event('refused');
    expect(code).toBe('denied');
    expect(message).toContain(foreign);
  });
});
