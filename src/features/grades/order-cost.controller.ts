import { Controller, Get, Param } from '@nestjs/common';
import { Asking, type Viewer } from '../access/index.js';
import { OrderCostDto } from './grade-proposals.dto.js';
import { OrderCostService } from './order-cost.service.js';

@Controller('v1/periods/:code')
export class OrderCostController {
  constructor(private readonly costs: OrderCostService) {}

  /** What an order costs in salary, by grade, among the statements that the viewer may see. */
  @Get('order-cost')
  orderCost(@Asking() viewer: Viewer, @Param('code') code: string): Promise<OrderCostDto[]> {
    return this.costs.of(viewer, code);
  }
}
