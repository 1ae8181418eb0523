import 'reflect-metadata';
import './platform/garbage.js';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Piscina } from 'piscina';
import { DataSource } from 'typeorm';
import { schema } from './entities.js';
import {
  SimulationPartsModule,
  SimulationPartsService,
  type ThreadedPart,
} from './features/simulations/index.js';
import { createDataSource } from './platform/database/data-source.js';
import { inSnapshot } from './platform/database/transaction.js';
import { storedProblem } from './platform/jobs/index.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { NestLog } from './platform/nest-log.js';
import { DomainError } from './platform/problem/domain-error.js';
import { fromDatabase } from './platform/problem/from-database.js';
import { RecordsModule } from './platform/records/records.module.js';
import type { ThreadAnswer } from './platform/threads/index.js';

const CONNECTIONS_MAX = 2;

/** The part of the service that computes: it has no routes, and takes no jobs. */
@Module({})
class ThreadModule {}

let opened: Promise<INestApplicationContext> | undefined;

/** A service without a database at its first task tries again at the next. */
function app(): Promise<INestApplicationContext> {
  opened ??= open().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<INestApplicationContext> {
  const { url } = Piscina.workerData as { url: string };
  const source = createDataSource(url, CONNECTIONS_MAX, schema);
  await source.initialize();
  const imports = [
    TypeOrmModule.forRootAsync({ useFactory: () => source.options, dataSourceFactory: async () => source }),
    JobsModule.takingNone(),
    RecordsModule,
    SimulationPartsModule,
  ];
  return NestFactory.createApplicationContext(
    { module: ThreadModule, imports },
    { logger: new NestLog(), abortOnError: false },
  );
}

/** Computes a part of a simulation as the exported snapshot shows the database, and tells each period as it stands. */
export function simulate({ port, snapshot, ...part }: ThreadedPart): Promise<ThreadAnswer> {
  return answered(async () => {
    const [source, parts] = [(await app()).get(DataSource), (await app()).get(SimulationPartsService)];
    await inSnapshot(
      source,
      async (tx) => {
        for await (const told of parts.compute(tx, part)) port.postMessage(told);
      },
      snapshot,
    );
    port.close();
  });
}

async function answered(work: () => Promise<void>): Promise<ThreadAnswer> {
  try {
    await work();
    return {};
  } catch (error) {
    const problem = error instanceof DomainError ? error : fromDatabase(error);
    if (!problem) throw error;
    return { problem: storedProblem(problem) };
  }
}
