// Builds the service and its page unless dist/ was made from these very sources. Plain JavaScript, since it runs before any build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const inDist = (name) => path.join(root, 'dist', name);

/** Builds service and page, each where a source, a setting or a dependency of its own changed since its last build. */
export function buildIfChanged() {
  const service = [
    ...['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'],
    ...filesOf('src'),
    ...filesOf('migrations'),
  ];
  buildOnce('sources.sha256', service, () => {
    for (const made of ['src', 'migrations']) rmSync(inDist(made), { recursive: true, force: true });
    rmSync(path.join(root, 'src', 'metadata.ts'), { force: true }); // that of an earlier build may name what has moved
    run('@nestjs/cli/bin/nest.js', 'build');
  });
  const page = ['package-lock.json', ...filesOf('web')];
  buildOnce('web.sha256', page, () =>
    run('vite/bin/vite.js', 'build', '--config', 'web/vite.config.mjs', '--logLevel', 'warn'),
  );
}

function buildOnce(stamp, files, build) {
  const hash = hashOf(files);
  if (existsSync(inDist(stamp)) && readFileSync(inDist(stamp), 'utf8') === hash) return;
  build();
  mkdirSync(inDist('.'), { recursive: true });
  writeFileSync(inDist(stamp), hash);
}

/** A program of a package; ends this process where it fails. */
function run(program, ...args) {
  const script = path.join(root, 'node_modules', ...program.split('/'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\n`);
  process.exit(status ?? 1);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesOf(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(tsx?|m?js|css|html|svg)$/.test(entry.name) &&
        !/\.spec\.ts$|^metadata\.ts$|^schema\.d\.ts$/.test(entry.name),
    )
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildIfChanged();
