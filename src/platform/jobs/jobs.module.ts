import { type DynamicModule, Module } from '@nestjs/common';
import { JobsController } from './jobs.controller.js';
import { JobsService, LEASE } from './jobs.service.js';

@Module({})
export class JobsModule {
  /** Jobs that are taken over when their process gives no sign of life for so long. */
  static leasedFor(seconds: number): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      controllers: [JobsController],
      providers: [JobsService, { provide: LEASE, useValue: seconds }],
      exports: [JobsService, LEASE],
    };
  }

  /** For what only computes: whatever handles jobs is there, and none come. */
  static takingNone(): DynamicModule {
    const providers = [
      { provide: JobsService, useValue: { handle: () => undefined } },
      { provide: LEASE, useValue: 0 },
    ];
    return { module: JobsModule, global: true, providers, exports: providers };
  }
}
