import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { OpenIdController } from './openid.controller.js';
import { OpenIdService } from './openid.service.js';
import { OpenIdProvider } from './openid-provider.js';
import { OpenIdUsersRepository } from './openid-users.repository.js';
import { SessionController } from './session.controller.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { SignInLimits } from './sign-in-limits.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Global()
@Module({
  controllers: [SessionController, OpenIdController, TokensController, UsersController],
  providers: [
    OpenIdProvider,
    OpenIdService,
    OpenIdUsersRepository,
    SessionsService,
    SignInLimits,
    SignInService,
    TokensService,
    UsersService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SignInService, TokensService, UsersService],
})
export class AccessModule {}
