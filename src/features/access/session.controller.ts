import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../platform/problem/domain-error.js';
import { clearCookie, cookieOf, setCookies } from './cookies.js';
import { OpenIdProvider } from './openid-provider.js';
import type { Viewer } from './roles.js';
import {
  ConfirmationDto,
  FirstAdministratorDto,
  NewPasswordDto,
  OwnSessionDto,
  PasswordByLinkDto,
  SessionDto,
  SignInDto,
  SignInPageDto,
} from './session.dto.js';
import { SessionsService, type SignedIn } from './sessions.service.js';
import { placeOf, SignInService } from './sign-in.service.js';
import { Asking } from './viewer.decorator.js';

@Controller('v1')
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly signing: SignInService,
    private readonly provider: OpenIdProvider,
  ) {}

  /** What the page must say before anybody is signed in. */
  @Get('sign-in')
  async signInPage(): Promise<SignInPageDto> {
    const title = this.provider.title();
    return { openid: title ? { title } : null, demo: await this.sessions.isDemo() };
  }

  /** Signs in by e-mail and password: sets the cookie of a new session. Needs the header `Premia-Request`, as all that a page sends. */
  @Post('session')
  @HttpCode(204)
  async signIn(
    @Body() given: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.begin(reply, await this.signing.signIn(given, placeOf(request)));
  }

  /** Who one is. */
  @Get('session')
  session(@Asking() viewer: Viewer): Promise<SessionDto> {
    return this.sessions.shown(viewer);
  }

  /** Signs out. */
  @Delete('session')
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.leave(reply, this.sessions.end(cookieOf(request, 'session')));
  }

  /** Where one is signed in, the latest first. */
  @Get('sessions')
  list(@Asking() viewer: Viewer): Promise<OwnSessionDto[]> {
    return this.sessions.list(userOf(viewer));
  }

  /** Signs out in one browser. Asks for a recent password, as `POST /v1/session/confirm` takes it. */
  @Delete('sessions/:id')
  @HttpCode(204)
  endOne(@Param('id') id: string, @Asking() viewer: Viewer): Promise<void> {
    return this.sessions.endOne(userOf(viewer), id);
  }

  /** Gives the password again, for what asks for a recent one: the session goes on as a new one. */
  @Post('session/confirm')
  @HttpCode(204)
  async confirm(
    @Body() given: ConfirmationDto,
    @Asking() viewer: Viewer,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.begin(reply, await this.signing.confirm(userOf(viewer), given, placeOf(request)));
  }

  /** Signs out everywhere: ends all sessions of the user, this one too. */
  @Delete('sessions')
  @HttpCode(204)
  async signOutEverywhere(
    @Asking() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.leave(reply, this.sessions.endAll(userOf(viewer).actorId));
  }

  /** Changes the own password; all other sessions end. */
  @Put('session/password')
  @HttpCode(204)
  async changePassword(
    @Body() given: NewPasswordDto,
    @Asking() viewer: Viewer,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.begin(reply, await this.signing.changePassword(userOf(viewer), given, placeOf(request)));
  }

  /** Sets the password by the link of an invitation or a reset, which works once, and signs in. */
  @Post('links/redeem')
  @HttpCode(204)
  async redeem(
    @Body() given: PasswordByLinkDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.begin(reply, await this.signing.redeem(given, placeOf(reply.request)));
  }

  /** Makes the first administrator by the link printed at the first start, and signs in. */
  @Post('setup')
  @HttpCode(204)
  async setUp(
    @Body() given: FirstAdministratorDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.begin(reply, await this.signing.setUp(given, placeOf(reply.request)));
  }

  /** The session that the browser had ends with the new one. */
  private async begin(reply: FastifyReply, signedIn: SignedIn): Promise<void> {
    await this.sessions.end(cookieOf(reply.request, 'session'));
    setCookies(reply, signedIn);
  }

  private async leave(reply: FastifyReply, ended: Promise<unknown>): Promise<void> {
    await ended;
    clearCookie(reply, 'session');
  }
}

function userOf(viewer: Viewer): Viewer {
  if (viewer.kind !== 'user') throw new DomainError('session-needed');
  return viewer;
}
