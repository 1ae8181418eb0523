import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import { ImportsService } from '../../src/features/intake/index.js';
import { DomainError } from '../../src/platform/problem/domain-error.js';
import { nounOf } from '../../src/platform/records/noun.js';
import { RecordsService } from '../../src/platform/records/records.service.js';
import { WithdrawalsService } from '../../src/platform/records/withdrawals.service.js';
import { type FactEvent, type FactNoun, keyOf, SOURCE } from './fact-history.js';

type Door = 'batch' | 'lines' | 'file';
const repeated = (door: Door, times: number): Door[] => Array<Door>(times).fill(door);

/** Messages sent at once to one instance of the service; of one noun, and all facts or all withdrawals. */
interface Request {
  events: FactEvent[];
  door: Door;
  /** Which of the two instances. */
  at: number;
}

/** How a history's messages are put out of order, repeated, and cut into requests. */
export interface Plan {
  ranks: number[];
  repeats: { event: number; rank: number }[];
  cuts: { size: number; door: Door; at: number }[];
}

export const plans: fc.Arbitrary<Plan> = fc.record({
  ranks: fc.array(fc.nat(99), { minLength: 8, maxLength: 8 }),
  repeats: fc.array(fc.record({ event: fc.nat(7), rank: fc.nat(99) }), { maxLength: 3 }),
  cuts: fc.array(
    fc.record({
      size: fc.integer({ min: 1, max: 8 }),
      // a file is a job with a profile, and takes as long as several batches
      door: fc.constantFrom<Door>(...repeated('batch', 6), ...repeated('lines', 4), 'file'),
      at: fc.nat(1),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

/** The messages in order, to the first instance: those of one kind that follow each other in one batch, a fact once. */
export function inOrder(events: readonly FactEvent[]): Request[] {
  const requests: Request[] = [];
  for (const event of events) {
    const last = requests.at(-1)?.events;
    if (last && kindOf(last[0]!) === kindOf(event) && last.every((other) => keyOf(other) !== keyOf(event)))
      last.push(event);
    else requests.push({ events: [event], door: 'batch', at: 0 });
  }
  return requests;
}

const kindOf = ({ noun, content }: FactEvent): string => `${noun} ${content === null}`;

/** The messages as the plan has them. */
export function planned(events: readonly FactEvent[], { ranks, repeats, cuts }: Plan): Request[] {
  if (events.length === 0) return [];
  const sent = [
    ...events.map((event, place) => ({ event, rank: ranks[place % ranks.length]! })),
    ...repeats.map(({ event, rank }) => ({ event: events[event % events.length]!, rank })),
  ].sort((a, b) => a.rank - b.rank);
  const requests: Request[] = [];
  for (let turn = 0; sent.length; turn++) {
    const { size, door, at } = cuts[turn % cuts.length]!;
    const kinds = new Map<string, Request>();
    for (const { event } of sent.splice(0, size)) {
      const kind = kindOf(event);
      const request = kinds.get(kind) ?? { events: [], door, at };
      request.events.push(event);
      kinds.set(kind, request);
    }
    requests.push(...kinds.values());
  }
  return requests;
}

/**
 * Sends the requests to two instances at once, each its own in turn. What is refused because something it names is not
 * there yet, or something that names it still is, is sent again after the others, message by message, as a sender does.
 */
export async function deliver(apps: readonly NestFastifyApplication[], requests: Request[]): Promise<void> {
  let waiting = requests;
  for (let round = 0; waiting.length; round++) {
    const turns = apps.map((app, place) =>
      sendInTurn(
        app,
        waiting.filter(({ at }) => at === place),
      ),
    );
    const refused = (await Promise.all(turns)).flat();
    if (round > 0 && refused.length === waiting.length) throw refused[0]!.problem;
    waiting = refused.flatMap(({ request }) =>
      request.events.map((event) => ({ ...request, events: [event] })),
    );
  }
}

async function sendInTurn(app: NestFastifyApplication, requests: readonly Request[]) {
  const refused: { request: Request; problem: DomainError }[] = [];
  for (const request of requests) {
    try {
      await send(app, request);
    } catch (problem) {
      if (!(problem instanceof DomainError && isForReferences(problem))) throw problem;
      refused.push({ request, problem });
    }
  }
  return refused;
}

const isForReferences = ({ code, fields }: DomainError): boolean =>
  code === 'still-referred-to' ||
  (code === 'invalid-fields' && fields.every(({ expected }) => expected.code === 'existing'));

async function send(app: NestFastifyApplication, { events, door }: Request): Promise<unknown> {
  const noun = nounOf(events[0]!.noun);
  const items = events.map(({ externalId, sourceVersion, content }) => ({
    source: SOURCE,
    externalId,
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
    ...content,
  }));
  if (events[0]!.content === null) return app.get(WithdrawalsService).withdraw(noun, items, 'sender');
  const records = app.get(RecordsService);
  // a cell holds no list
  if (door === 'batch' || (door === 'file' && items.some((item) => 'credits' in item)))
    return records.takeBatch(noun, items, 'sender');
  if (door === 'lines') return records.takeLines(noun, Readable.from([jsonLines(items)]), 'sender');
  return app.get(ImportsService).importFile({ ...fileOf(events[0]!.noun, items), actor: 'sender' });
}

const jsonLines = (items: readonly object[]): Buffer =>
  Buffer.from(items.map((item) => `${JSON.stringify(item)}\n`).join(''));

const COLUMNS: Record<FactNoun, string[]> = {
  orders: ['manager', 'client', 'status', 'amount'],
  returns: ['order', 'amount'],
  complaints: ['manager', 'client'],
  remarks: ['manager'],
  'kpi-readings': ['manager', 'kpi', 'value'],
};

function fileOf(
  noun: FactNoun,
  items: readonly Record<string, unknown>[],
): { profile: string; file: Buffer } {
  const columns = ['externalId', 'sourceVersion', 'date', ...COLUMNS[noun]];
  const fields = columns.map((column) => `${column}: ${column}`).join(', ');
  const profile = `code: stream-${noun}\nsource: ${SOURCE}\nemits:\n  - {noun: ${noun}, fields: {${fields}}}\n`;
  const rows = items.map((item) => columns.map((column) => item[column] ?? '').join(','));
  return { profile, file: Buffer.from([columns.join(','), ...rows, ''].join('\n')) };
}
