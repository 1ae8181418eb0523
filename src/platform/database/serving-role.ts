import type { DataSource } from 'typeorm';

/** Written by functions and migrations of the owner alone. */
const OWNERS_OWN = ['audit_events', 'migrations'];

/**
 * Lets a role serve, granted by the owner after each migration: it reads and writes rows, in the tables there are and in
 * those of later migrations, and changes nothing of how they are kept. The owner itself needs no leave.
 */
export async function grantServing(owner: DataSource, role: string): Promise<void> {
  const [{ name, schema, isOwner }] = await owner.query(
    `select quote_ident($1) as name, quote_ident(current_schema()) as schema, $1 = current_user as "isOwner"`,
    [role],
  );
  if (isOwner) return;
  const rows = 'select, insert, update, delete on';
  await owner.query(`
    grant usage on schema ${schema} to ${name};
    grant ${rows} all tables in schema ${schema} to ${name};
    grant usage, select on all sequences in schema ${schema} to ${name};
    alter default privileges in schema ${schema} grant ${rows} tables to ${name};
    alter default privileges in schema ${schema} grant usage, select on sequences to ${name};
    revoke insert, update, delete on ${OWNERS_OWN.map((table) => `${schema}.${table}`).join(', ')} from ${name};`);
}
