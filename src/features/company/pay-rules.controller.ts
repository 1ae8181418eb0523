import { Body, Controller, Get, Put } from '@nestjs/common';
import { PayRulesDto } from './pay-rules.dto.js';
import { PayRulesService } from './pay-rules.service.js';

@Controller('v1/company/pay-rules')
export class PayRulesController {
  constructor(private readonly rules: PayRulesService) {}

  /** What adjustments may take away, and from which change of pay on heads are warned. */
  @Get()
  read(): Promise<PayRulesDto> {
    return this.rules.read();
  }

  /** Changes these rules, for statements from now on; all fields are given. */
  @Put()
  write(@Body() wanted: PayRulesDto): Promise<PayRulesDto> {
    return this.rules.write(wanted);
  }
}
