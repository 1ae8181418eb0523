import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import type { Viewer } from './roles.js';
import { InvitedUserDto, NewUserDto, UserDto, UserLinkDto, UserSettingsDto } from './users.dto.js';
import { UsersService } from './users.service.js';
import { Asking } from './viewer.decorator.js';

@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** Everybody who may sign in, those disabled too. */
  @Get()
  list(): Promise<UserDto[]> {
    return this.users.list();
  }

  /** One user. */
  @Get(':id')
  one(@Param('id') id: string): Promise<UserDto> {
    return this.users.one(id);
  }

  /** Makes a user; the answer holds the link by which the password is chosen, this once. */
  @Post()
  @TakesIdempotencyKey()
  invite(@Body() wanted: NewUserDto, @OnceKey() once?: Once): Promise<InvitedUserDto> {
    return this.users.invite(wanted, once);
  }

  /** Changes name, role, manager and language; all are given. Another role ends the user's sessions; nobody changes the own account. */
  @Put(':id')
  change(
    @Param('id') id: string,
    @Body() wanted: UserSettingsDto,
    @Asking() viewer: Viewer,
  ): Promise<UserDto> {
    return this.users.change(id, wanted, viewer);
  }

  /** Ends all sessions of a user, who cannot sign in any more. */
  @Post(':id/disable')
  @HttpCode(200)
  disable(@Param('id') id: string, @Asking() viewer: Viewer): Promise<UserDto> {
    return this.users.disable(id, viewer);
  }

  /** Lets a disabled user sign in again. */
  @Post(':id/enable')
  @HttpCode(200)
  enable(@Param('id') id: string): Promise<UserDto> {
    return this.users.enable(id);
  }

  /** A new link, which voids the one before: the invitation again, or a reset for whoever forgot the password. */
  @Post(':id/links')
  @TakesIdempotencyKey()
  link(@Param('id') id: string, @OnceKey() once?: Once): Promise<UserLinkDto> {
    return this.users.link(id, once);
  }
}
