// Debian's sqlmap over every parameter of every route of a service of its own: `npm run test:sqlmap`, most of an hour.
// PREMIA_TEST_SQLMAP=orders: only addresses that hold this. What sqlmap says of each route stays in the folder that is printed.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const OPTIONS =
  '--batch --ignore-stdin --dbms=PostgreSQL --level=2 --risk=1 --technique=BEUST --time-sec=2 --ignore-code=* --skip-waf --flush-session --keep-alive --disable-coloring'.split(
    ' ',
  );
const MINUTES_A_ROUTE = 5;

const document = JSON.parse(readFileSync('openapi.json', 'utf8'));
const folder = mkdtempSync(path.join(tmpdir(), 'premia-sqlmap-'));
chmodSync(folder, 0o755); // PostgreSQL of a service that root started runs as somebody else

/** Values that are taken, so that what is injected beside them is not refused for their sake. */
const VALUES = {
  ...{
    manager: 'M1',
    head: 'M1',
    client: 'C1',
    team: 'T1',
    parent: 'T1',
    product: 'P1',
    order: 'O1',
    kpi: 'K1',
  },
  ...{
    measure: 'won_amount',
    period: '2026-02',
    scheme: 'share',
    profile: 'shop',
    timeZone: 'UTC',
    limit: '10',
  },
  ...{ code: 'share', id: '1', number: '1', version: '1', cursor: '1', run: '1', with: '1', source: 'api' },
};

const resolved = (schema = {}) =>
  schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : schema;

/** A value of a schema; what is text or a number has sqlmap's mark. */
function marked(schema, name) {
  const { type, format, enum: values, properties, items, pattern } = resolved(schema);
  if (properties)
    return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, marked(inner, key)]));
  if (type === 'array') return [marked(items, name)];
  if (type === 'boolean') return false;
  const known = values?.[0] ?? VALUES[name] ?? (format === 'date' ? '2026-02-10' : pattern ? '1' : 'x');
  return format === 'date-time' ? '2026-02-10T10:00:00Z*' : `${known}*`;
}

/** The request of a route as a file for sqlmap's `-r`, each parameter marked. */
function requestOf(method, address, operation, { token, host, id }) {
  const parameters = operation.parameters ?? [];
  const code = address.includes('/periods/')
    ? '2026-02'
    : address.includes('mapping-profiles')
      ? 'shop'
      : 'share';
  const known = { ...VALUES, code, id };
  const place = address.replace(/\{(\w+)\}/g, (_, name) => `${known[name]}*`);
  const query = parameters
    .filter(({ in: where }) => where === 'query')
    .map(({ name, schema }) => `${name}=${marked(schema, name)}`);
  const headers = parameters
    .filter(({ in: where }) => where === 'header')
    .map(({ name }) => (name === 'Idempotency-Key' ? `${name}: key*` : `${name}: en*`));
  const content = operation.requestBody?.content ?? {};
  const schema = content['application/json']?.schema;
  const body = schema
    ? JSON.stringify(marked(schema, ''))
    : content['text/csv']
      ? 'no,day,amount\n1*,2026-02-10*,1*\n'
      : '';
  const lines = [
    `${method.toUpperCase()} ${place}${query.length ? `?${query.join('&')}` : ''} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Premia-Request: 1',
    ...headers,
    ...(method === 'get' ? [] : [`Content-Type: ${content['text/csv'] ? 'text/csv' : 'application/json'}`]),
  ];
  const text = `${lines.join('\n')}\n\n${body}`;
  return { text, parameters: text.split('*').length - 1 };
}

const outputOf = (program, args, seconds) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { timeout: seconds * 1000, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += piece));
    child.on('close', () => resolve(text));
  });

/** A service of its own with embedded PostgreSQL: its address and the first administrator's token. */
function started() {
  const env = {
    ...process.env,
    PREMIA_DATABASE: 'embedded',
    PREMIA_DATA: path.join(folder, 'data'),
    PREMIA_PORT: '0',
  };
  const child = spawn(process.execPath, ['dist/src/main.js'], { env });
  return new Promise((resolve, reject) => {
    let [text, said] = ['', ''];
    child.stdout.on('data', (piece) => (text += piece));
    child.stderr.on('data', (piece) => {
      said += piece;
      const address = /"address":"(http[^"]+)"/.exec(said)?.[1];
      const token = /premia_[\w-]{43}/.exec(text)?.[0];
      if (address && token) resolve({ child, address, token, log: () => said });
    });
    child.on('exit', () => reject(new Error(said)));
  });
}

const SCHEME =
  'code: share\ntitle: Share\nperiod: month\ninputs: {sales: {measure: won_amount, unit: money}}\n' +
  'lines: [{code: bonus, title: B, formula: sales * 7%, unit: money, round: 0.01, pay: bonus, clause: "1"}]\n';

async function filled(ask) {
  const batch = (noun, ...items) => ask('POST', `/v1/${noun}/batch`, { items });
  await batch('managers', { personnelNumber: 'M1', name: 'One' });
  await batch('teams', { code: 'T1', title: 'Team', head: 'M1' });
  await batch('clients', { code: 'C1', name: 'Client' });
  await batch('products', { code: 'P1', title: 'Product' });
  await batch('kpis', { code: 'K1', title: 'K', unit: 'count' });
  await batch('orders', { externalId: 'O1', date: '2026-02-10', manager: 'M1', amount: '100' });
  await ask('POST', '/v1/schemes', { document: SCHEME });
  await batch('scheme-assignments', { scheme: 'share', manager: 'M1', from: '2026-01-01' });
  await ask('POST', '/v1/payroll-runs', { period: '2026-02' });
  const shop =
    'code: shop\nsource: shop\nemits: [{noun: orders, fields: {externalId: no, date: day, amount: amount}}]\n';
  await ask('PUT', '/v1/mapping-profiles/shop', { document: shop });
}

const service = await started();
process.on('exit', () => service.child.kill('SIGTERM'));
const asking = (token) => async (method, place, body) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(service.address + place, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`${place} was answered ${answer.status}: ${await answer.text()}`);
  return place === '/metrics' ? answer.text() : answer.json();
};
const asAdmin = asking(service.token);
const { token: hr } = await asAdmin('POST', '/v1/tokens', { name: 'sqlmap', role: 'hr', manager: undefined });
await filled(asking(hr));
// the last of their kind, which requests may take away
await asAdmin('POST', '/v1/tokens', { name: 'spare', role: 'hr' });
await asAdmin('POST', '/v1/users', { name: 'Spare', role: 'hr', email: 'spare@example.org' });

/** Id of the last there is of a resource; 1 where there is none. */
async function lastOf(resource, ask) {
  const answer = await ask('GET', `/v1/${resource}`).catch(() => []);
  return (answer.items ?? answer).at(-1)?.id ?? '1';
}

const wanted = process.env.PREMIA_TEST_SQLMAP ?? '';
const sum = { routes: 0, parameters: 0, cut: [], found: [] };
for (const [address, item] of Object.entries(document.paths))
  for (const [method, operation] of Object.entries(item)) {
    if (!address.includes(wanted)) continue;
    const isForHr =
      (
        await fetch(service.address + address.replace(/\{\w+\}/g, '0'), {
          method,
          headers: { authorization: `Bearer ${hr}` },
        })
      ).status !== 403;
    const token = isForHr ? hr : service.token;
    const id = address.includes('{id}') ? await lastOf(address.split('/')[2], asking(token)) : '';
    const request = requestOf(method, address, operation, { token, id, host: new URL(service.address).host });
    if (!request.parameters) continue;
    const name = `${method}${address.replaceAll(/\W+/g, '-')}`;
    const file = path.join(folder, `${name}.txt`);
    writeFileSync(file, request.text);
    const said = await outputOf(
      'sqlmap',
      ['-r', file, ...OPTIONS, `--output-dir=${folder}/out`],
      MINUTES_A_ROUTE * 60,
    );
    writeFileSync(path.join(folder, `${name}.log`), said);
    sum.routes++;
    sum.parameters += request.parameters;
    if (!/\[\*\] ending @/.test(said)) sum.cut.push(name);
    if (/identified the following injection point|is vulnerable/.test(said)) sum.found.push(name);
    process.stdout.write(`${name}: ${request.parameters} parameters\n`);
  }
const counts = (await asAdmin('GET', '/metrics')).matchAll(
  /^premia_http_request_seconds_count\{.*status="(\d+)"\} (\d+)/gm,
);
const byStatus = {};
for (const [, status, count] of counts) byStatus[status] = (byStatus[status] ?? 0) + Number(count);
process.stdout.write(`${JSON.stringify({ ...sum, byStatus, folder }, null, 2)}\n`);
process.exit(sum.found.length ? 1 : 0);
