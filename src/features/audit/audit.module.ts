import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditInterceptor } from './audit.interceptor.js';
import { AuditEventsController } from './audit-events.controller.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditProofService } from './audit-proof.service.js';

@Module({
  controllers: [AuditEventsController],
  providers: [
    AuditEventsRepository,
    AuditProofService,
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
  exports: [AuditProofService],
})
export class AuditModule {}
