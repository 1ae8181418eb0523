import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { openDatabase } from '../open-database.js';
import { actingAs } from '../platform/acting.js';
import { readConfig } from '../platform/config.js';
import { NestLog } from '../platform/nest-log.js';
import { ACTOR } from './command.js';

/**
 * Runs `work` on the service's parts and its database; an embedded server under a live service is used, not disturbed.
 * With `existing` a database that is not there is an error rather than made.
 */
export async function withService<T>(
  work: (app: INestApplicationContext) => Promise<T>,
  { existing = false } = {},
): Promise<T> {
  const config = readConfig();
  const database = await openDatabase(config, { attach: true, existing });
  try {
    const app = await NestFactory.createApplicationContext(
      AppModule.on(database.source, { leaseSeconds: config.leaseSeconds }),
      {
        logger: new NestLog(),
        abortOnError: false,
      },
    );
    try {
      return await actingAs({ actor: ACTOR, via: `premia ${process.argv[2]}` }, () => work(app));
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}
