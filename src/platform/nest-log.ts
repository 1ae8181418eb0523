import type { LoggerService } from '@nestjs/common';
import { log } from './log.js';

/** Nest's own messages as JSON lines; what it says about wiring is left out. */
export class NestLog implements LoggerService {
  log(): void {}

  error(message: unknown): void {
    log('error', String(message).slice(0, 500));
  }

  warn(message: unknown): void {
    log('warn', String(message).slice(0, 500));
  }
}
