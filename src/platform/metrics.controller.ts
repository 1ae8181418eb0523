import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { METRICS_TYPE, metricsText } from './metrics.js';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly source: DataSource) {}

  /** Requests, connections and the process, for Prometheus; no names and no figures of the company. */
  @Get()
  @Header('content-type', METRICS_TYPE)
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  metrics(): Promise<string> {
    return metricsText(this.source);
  }
}
