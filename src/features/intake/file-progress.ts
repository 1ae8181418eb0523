import type { FileCounts } from './merge-file.js';

/** How far an import is, in rows of the file and, once they are merged, records. */
export interface Progress {
  phase: 'reading' | 'merging';
  rowsRead: number;
  rowsRejected: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  withdrawn: number;
}

const REPORT_MS = 500;

/** Tells how far an import is, at most twice a second. */
export class FileProgress {
  private readonly now: Progress = {
    phase: 'reading',
    rowsRead: 0,
    rowsRejected: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    withdrawn: 0,
  };
  private readonly byNoun = new Map<string, FileCounts>();
  private toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly tell: (progress: Progress) => void) {}

  read(rows: number, rejected: number): void {
    Object.assign(this.now, { phase: 'reading', rowsRead: rows, rowsRejected: rejected });
    this.report();
  }

  /** The whole file was read. */
  staged(rows: number, rejected: number): void {
    Object.assign(this.now, { phase: 'merging', rowsRead: rows, rowsRejected: rejected });
    this.report(true);
  }

  merged(noun: string, counts: FileCounts): void {
    this.byNoun.set(noun, counts);
    const sum = (of: keyof Progress & keyof FileCounts) =>
      [...this.byNoun.values()].reduce((total, each) => total + each[of], 0);
    Object.assign(this.now, {
      added: sum('added'),
      changed: sum('changed'),
      unchanged: sum('unchanged'),
      rejected: sum('rejected'),
      withdrawn: sum('withdrawn'),
    });
    this.report(true);
  }

  private report(isMilestone = false): void {
    const atMs = performance.now();
    if (!isMilestone && atMs - this.toldAtMs < REPORT_MS) return;
    this.toldAtMs = atMs;
    this.tell({ ...this.now });
  }
}
