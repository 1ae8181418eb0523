import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';

const folder = process.env.PREMIA_TEST_TRACES;

/** Keeps what the service tells those who run it, log and metrics, to be searched when all tests have run. */
export function keepTold(text: string): void {
  if (folder) appendFileSync(path.join(folder, `told-${process.pid}`), text);
}

/** A few of each: who is in the data of a test, and what they are paid. */
const CANARIES = `(select name from managers where name ~ '....[ .-]' order by id desc limit 15)
  union (select email from users where email is not null limit 15)
  union (select trim_scale(total)::text from statements where total <> trunc(total) and abs(total) > 100 order by id desc limit 100)
  union (select value from manager_attributes where attribute = 'salary' and value ~ '^\\d{3,}[.]\\d' limit 15)
  union (select trim_scale(amount)::text from adjustments where amount <> trunc(amount) and abs(amount) > 100 limit 15)`;

/** Notes what no log and no metric of the whole run may hold: names and pay that there are in a database. */
export async function noteCanaries(source: DataSource): Promise<void> {
  if (!folder || !source.isInitialized) return;
  // a test may have taken the database away
  const rows: { name: string }[] = await source.query(CANARIES).catch(() => []);
  appendFileSync(path.join(folder, `canaries-${process.pid}`), rows.map(({ name }) => `${name}\n`).join(''));
}
