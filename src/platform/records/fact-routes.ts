import { Body, Controller, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { OnceKey, TakesIdempotencyKey } from '../idempotency/once.decorator.js';
import type { Once } from '../idempotency/once.js';
import { Actor } from './actor.decorator.js';
import { nounOf } from './noun.js';
import { nounController } from './noun-routes.js';
import { WithdrawalCountsDto, WithdrawalDto } from './withdrawals.dto.js';
import { WithdrawalsService } from './withdrawals.service.js';

/** The routes of a fact: those of every noun, and withdrawal by the numbers its senders gave. */
export function factController(name: string): Type {
  const noun = nounOf(name);
  const NounController = nounController(name);

  @Controller(`v1/${name}`)
  class FactController extends NounController {
    @Inject(WithdrawalsService)
    private readonly withdrawals!: WithdrawalsService;

    @Post('withdraw')
    @HttpCode(200)
    @ApiOperation({
      summary: 'Withdraw up to 1000 by source and external id, all or none; their history stays',
    })
    @ApiOkResponse({ type: WithdrawalCountsDto })
    @TakesIdempotencyKey()
    withdrawBatch(
      @Body() { items }: WithdrawalDto,
      @Actor() actor: string,
      @OnceKey() once?: Once,
    ): Promise<WithdrawalCountsDto> {
      return this.withdrawals.withdraw(noun, items, actor, once);
    }
  }
  return Object.defineProperty(FactController, 'name', { value: NounController.name });
}
