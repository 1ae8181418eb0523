import { AsyncLocalStorage } from 'node:async_hooks';

/** Who does something and from where, as the audit log keeps it. */
export interface Acting {
  actor: string;
  role?: string | undefined;
  actorId?: string | undefined;
  /** Of whom has the role of a manager or head. */
  managerId?: string | undefined;
  address?: string | undefined;
  /** Id of the request. */
  request?: string | undefined;
  /** The route, command or kind of job that it is done by. */
  via: string;
}

const storage = new AsyncLocalStorage<Acting>();

/** What is done within `work`, in whatever transactions, is done by this one. */
export const actingAs = <T>(acting: Acting, work: () => T): T => storage.run(acting, work);

/** Who acts here; undefined where nobody was told. */
export const acting = (): Acting | undefined => storage.getStore();
