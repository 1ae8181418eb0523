import { type DynamicModule, Module } from '@nestjs/common';
import { Threads } from './threads.js';

@Module({})
export class ThreadsModule {
  static of(threads: Threads): DynamicModule {
    const providers = [{ provide: Threads, useValue: threads }];
    return { module: ThreadsModule, global: true, providers, exports: providers };
  }
}
