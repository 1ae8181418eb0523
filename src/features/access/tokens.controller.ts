import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import type { Viewer } from './roles.js';
import { MeDto, NewTokenDto, TokenCreatedDto, TokenDto } from './tokens.dto.js';
import { TokensService } from './tokens.service.js';
import { Asking } from './viewer.decorator.js';

@Controller('v1')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  /** Who the token sent belongs to. */
  @Get('me')
  me(@Asking() viewer: Viewer): MeDto {
    return { name: viewer.name, role: viewer.role };
  }

  /** All tokens, those revoked too; never the token itself. */
  @Get('tokens')
  list(): Promise<TokenDto[]> {
    return this.tokens.list();
  }

  /** Makes a token; the answer holds it, this once. */
  @Post('tokens')
  @TakesIdempotencyKey()
  create(@Body() wanted: NewTokenDto, @OnceKey() once?: Once): Promise<TokenCreatedDto> {
    return this.tokens.create(wanted, once);
  }

  /** Revokes a token: it stops working at once. */
  @Delete('tokens/:id')
  @HttpCode(204)
  revoke(@Param('id') id: string): Promise<void> {
    return this.tokens.revoke(id);
  }
}
