import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { type Role, TokensService } from '../../src/features/access/index.js';
import { metricsText } from '../../src/platform/metrics.js';
import { openFreshDatabase } from './database.js';
import { keepTold, noteCanaries } from './traces.js';

export interface TestService {
  app: NestFastifyApplication;
  source: DataSource;
  /** A client with a token of this role. */
  as(role: Role, manager?: string): Promise<TestAgent>;
  /** A client without a token. */
  anonymous: TestAgent;
  stop(): Promise<void>;
}

/** The running service on a database of its own, over HTTP. */
export async function startService(): Promise<TestService> {
  return serviceOn(await openFreshDatabase());
}

/** The running service on a database that is open. */
export async function serviceOn(source: DataSource): Promise<TestService> {
  const app = await createApp(source);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  return {
    app,
    source,
    async as(role, manager) {
      const { token } = await app
        .get(TokensService)
        .create({ name: `test ${role}`, role, ...(manager ? { manager } : {}) });
      return supertest.agent(server).set('Authorization', `Bearer ${token}`);
    },
    anonymous: supertest.agent(server),
    async stop() {
      keepTold(await metricsText(source));
      await noteCanaries(source);
      await app.close();
    },
  };
}
