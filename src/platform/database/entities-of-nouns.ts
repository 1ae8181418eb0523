import {
  Check,
  Column,
  type ColumnOptions,
  Entity,
  Exclusion,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { type Field, fieldOf, isVersioned, type Noun, nounOf } from '../records/noun.js';

type Columns = Record<string, ColumnOptions>;
type EntityClass = new () => object;

/** What a table has beside its columns, by constraint name. */
interface Constraints {
  unique: Record<string, string[]>;
  checks: readonly string[];
  exclusions?: readonly string[];
  /** Column and the table it refers to. */
  references: Record<string, string>;
  /** Indexes that only the migration describes. */
  indices?: readonly string[];
}

/** The entities of a noun, its table and its history, made from the fields that validate and merge it. */
export function entitiesOf(noun: Noun): EntityClass[] {
  const columns = Object.fromEntries(noun.fields.map((field) => [field.column, columnOf(noun, field)]));
  const ofWithdrawal: Columns = isVersioned(noun)
    ? { withdrawn_version: { type: 'integer', nullable: true } }
    : {};
  return tableWithHistory(noun.table, { ...columns, ...ofWithdrawal }, constraintsOf(noun));
}

/** Entities of a table whose rows are revisions: the living ones, and the superseded ones in its history. */
export function tableWithHistory(table: string, columns: Columns, constraints: Constraints): EntityClass[] {
  const all: Columns = {
    ...columns,
    written_seq: { type: 'bigint' },
    withdrawn: { type: 'boolean', default: false },
  };
  return [livingEntity(table, all, constraints), historyEntity(`${table}_history`, all)];
}

function livingEntity(table: string, columns: Columns, constraints: Constraints): EntityClass {
  const entity = classNamed(table);
  PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: `PK_${table}`,
  })(entity.prototype, 'id');
  for (const [name, options] of Object.entries(columns)) Column(options)(entity.prototype, name);
  for (const [column, target] of Object.entries(constraints.references)) {
    ForeignKey(target, { name: `FK_${table}_${column}` })(entity.prototype, column);
  }
  for (const [name, of] of Object.entries(constraints.unique)) Unique(name, of)(entity);
  // only names are compared: the expressions stand in the migration
  for (const name of constraints.checks) Check(name, 'see migration')(entity);
  for (const name of constraints.exclusions ?? []) Exclusion(name, 'see migration')(entity);
  for (const name of constraints.indices ?? []) Index(name, { synchronize: false })(entity);
  Entity(table)(entity);
  return entity;
}

function historyEntity(table: string, columns: Columns): EntityClass {
  const entity = classNamed(table);
  const primaryKeyConstraintName = `PK_${table}`;
  PrimaryColumn({ type: 'bigint', primaryKeyConstraintName })(entity.prototype, 'id');
  for (const [name, options] of Object.entries(columns)) {
    const key = name === 'written_seq';
    Column(key ? { ...options, primary: true, primaryKeyConstraintName } : options)(entity.prototype, name);
  }
  Column({ type: 'bigint' })(entity.prototype, 'replaced_seq');
  Index(`IX_${table}_replaced`, ['replaced_seq'])(entity);
  Entity(table)(entity);
  return entity;
}

function classNamed(name: string): EntityClass {
  return { [name]: class {} }[name]!;
}

function columnOf(noun: Noun, field: Field): ColumnOptions {
  const isOptional = !field.required && field.fallback === undefined;
  // the tombstone of a fact that never came has its key alone
  const nullable = isOptional || (isVersioned(noun) && !noun.key.includes(field.property));
  const type = field.ref ? 'bigint' : field.kind.sqlType;
  const numeric = /^numeric\((\d+),(\d+)\)$/.exec(type);
  if (numeric) return { type: 'numeric', precision: Number(numeric[1]), scale: Number(numeric[2]), nullable };
  return { type: type as 'text', nullable };
}

function constraintsOf(noun: Noun): Constraints {
  const column = (property: string) => fieldOf(noun, property).column;
  const dated = noun.exclusive !== undefined;
  return {
    unique: { [`UQ_${noun.table}`]: noun.key.map(column) },
    checks: [
      ...(noun.checks ?? []),
      ...(dated ? [`CK_${noun.table}_interval`] : []),
      ...(isVersioned(noun) ? [`CK_${noun.table}_living`] : []),
    ],
    exclusions: dated ? [`EX_${noun.table}`] : [],
    references: Object.fromEntries(
      noun.fields.flatMap(({ ref, column: name }) => (ref ? [[name, nounOf(ref).table]] : [])),
    ),
    indices: noun.indices ?? [],
  };
}
