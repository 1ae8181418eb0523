import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
  name: 'premia_http_request_seconds',
  help: 'Requests by method, route and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
  registers: [registry],
});
const connections = new Gauge({
  name: 'premia_database_connections',
  help: 'Connections of the pool that are in use and idle, and requests that wait for one.',
  labelNames: ['state'],
  registers: [registry],
});

/** Measures every request by its route: addresses hold ids and codes, and stay out. */
export function measureRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
    requests.observe(labels, reply.elapsedTime / 1_000);
  });
}

export const METRICS_TYPE = registry.contentType;

/** All that is measured, in Prometheus' text form. */
export function metricsText(source: DataSource): Promise<string> {
  const pool: pg.Pool = (source.driver as PostgresDriver).master;
  connections.set({ state: 'used' }, pool.totalCount - pool.idleCount);
  connections.set({ state: 'idle' }, pool.idleCount);
  connections.set({ state: 'waiting' }, pool.waitingCount);
  return registry.metrics();
}
