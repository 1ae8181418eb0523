import { Body, Controller, Get, Put } from '@nestjs/common';
import { CompanyDto } from './company.dto.js';
import { CompanyService } from './company.service.js';

@Controller('v1/company')
export class CompanyController {
  constructor(private readonly company: CompanyService) {}

  /** The company's settings. */
  @Get()
  read(): Promise<CompanyDto> {
    return this.company.read();
  }

  /** Changes the company's settings; all fields are given. */
  @Put()
  write(@Body() wanted: CompanyDto): Promise<CompanyDto> {
    return this.company.write(wanted);
  }
}
