import { Controller, Get, Param } from '@nestjs/common';
import { Asking, type Viewer } from '../access/index.js';
import { BundleService } from './bundle.service.js';
import { BundleDto } from './statements.dto.js';

@Controller('v1/statements/:id/bundle')
export class BundleController {
  constructor(private readonly bundles: BundleService) {}

  /** One file that proves a statement without the service: `premia verify FILE`. */
  @Get()
  bundle(@Asking() viewer: Viewer, @Param('id') id: string): Promise<BundleDto> {
    return this.bundles.of(viewer, id);
  }
}
