// Runs the benchmarks and writes what they came to into the README.
// usage: node bench/table.mjs [managers] [orders] [seed]: with sizes it is a trial, whose table is printed only
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { startEmbedded } from '../dist/src/platform/embedded/index.js';

const trial = process.argv.slice(2);
const BENCHMARKS = [
  ['evaluation.mjs'],
  ['what-if.mjs'],
  ['simulation.mjs', ...trial.slice(0, 1)],
  ['import.mjs', ...trial],
  ['ndjson.mjs', ...(trial.length ? trial : ['1000', '200000'])], // a million would say the same in five times the time
  ['progress.mjs', ...trial],
  ['page.mjs', ...trial.slice(0, 1)],
  ['monthly-run.mjs', ...trial],
  ...(trial.length ? [] : [['monthly-run.mjs', '10000', '10000000']]),
];
const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->'];

const told = [];
for (const benchmark of BENCHMARKS) told.push(...(await linesOf(benchmark)));
const table = [
  await machine(),
  '',
  '| measured, against its baseline | ms | baseline, ms | ratio | wanted |',
  '|---|---:|---:|---:|---|',
  ...told.map(
    ({ what, own, base, ratio, wanted }) => `| ${what} | ${own} | ${base} | ${ratio} | ${wanted} |`,
  ),
].join('\n');
if (trial.length) console.log(table);
else writeIntoReadme(table);

/** What a benchmark tells on standard output, a line of JSON for each measurement. */
async function linesOf([file, ...sizes]) {
  // the memory that `npm start` gives the service
  const program = spawn(process.execPath, ['--max-semi-space-size=64', path.join('bench', file), ...sizes], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => program.on('close', resolve));
  const lines = [];
  for await (const line of createInterface({ input: program.stdout })) lines.push(JSON.parse(line));
  const code = await ended;
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return lines;
}

async function machine() {
  const [{ model }, { length: cores }] = [cpus()[0], cpus()];
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  return `Measured on ${cores} cores (${model}), ${memory}, Node.js ${process.versions.node}, PostgreSQL ${await serverVersion()}.`;
}

async function serverVersion() {
  const directory = mkdtempSync(path.join(tmpdir(), 'premia-bench-'));
  const server = await startEmbedded({ directory });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query('show server_version');
  await client.end();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
  return rows[0].server_version;
}

function writeIntoReadme(text) {
  const readme = readFileSync('README.md', 'utf8');
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md lacks ${BEGIN} … ${END}`);
  writeFileSync('README.md', `${readme.slice(0, begin + BEGIN.length)}\n${text}\n${readme.slice(end)}`);
}
