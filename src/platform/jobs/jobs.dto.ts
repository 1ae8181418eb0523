export class JobDto {
  id!: string;
  kind!: string;
  /** What it is about. */
  key!: string;
  state!: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** How far it is; its fields depend on the kind. */
  progress!: object | null;
  result!: object | null;
  /** Problem details of a failed job. */
  problem!: object | null;
  cancelRequested!: boolean;
  createdBy!: string;
  createdAt!: Date;
  finishedAt!: Date | null;
}
