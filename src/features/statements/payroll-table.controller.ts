import { Controller, Get, Header, Headers, Param, Query } from '@nestjs/common';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import { PayrollTableDto, PayrollTableQueryDto } from './payroll-table.dto.js';
import { PayrollTableService } from './payroll-table.service.js';

@Controller('v1/periods/:code/payroll')
export class PayrollTableController {
  constructor(private readonly table: PayrollTableService) {}

  /** The month as one table: pay, attainment, change, pay mix and warnings of each manager, sums, states, and what may be done next. */
  @Get()
  @Header('vary', 'accept-language')
  of(
    @Asking() viewer: Viewer,
    @Param('code') code: string,
    @Query() { team }: PayrollTableQueryDto,
    @Headers('accept-language') language?: string,
  ): Promise<PayrollTableDto> {
    return this.table.of(viewer, code, team, languageOf(language));
  }
}
