import { Controller, Get, type HttpRedirectResponse, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../platform/problem/domain-error.js';
import { clearCookie, cookieOf, setCookies, setOpenIdCookie } from './cookies.js';
import { OpenIdRefusal, OpenIdService } from './openid.service.js';
import { OpenIdStartDto } from './session.dto.js';
import { SessionsService } from './sessions.service.js';
import { placeOf } from './sign-in.service.js';

const SIGN_IN_PAGE = '/sign-in';

/** Both routes are for a browser to go to: they answer with where it goes next. */
@Controller('v1/sign-in/openid')
export class OpenIdController {
  constructor(
    private readonly openId: OpenIdService,
    private readonly sessions: SessionsService,
  ) {}

  /** Sends the browser to the provider of single sign-on; back on the page where that fails, with `error`. */
  @Get()
  @Redirect()
  @ApiResponse({ status: 303, description: 'To the provider, or to /sign-in?error=….' })
  async start(
    @Query() { to, confirm }: OpenIdStartDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HttpRedirectResponse> {
    // nobody is signed in because another site says so
    if (/^(cross|same)-site$/.test(String(request.headers['sec-fetch-site']))) return seeOther(SIGN_IN_PAGE);
    return orPage(async () => {
      const { cookie, url } = await this.openId.begin(to, String(confirm) === 'true');
      setOpenIdCookie(reply, cookie);
      return url;
    });
  }

  /** Where the provider sends the browser back: signs in, and goes on to where the start said. */
  @Get('callback')
  @Redirect()
  @ApiResponse({ status: 303, description: 'To where the start said, or to /sign-in?error=….' })
  callback(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HttpRedirectResponse> {
    return orPage(async () => {
      const cookie = cookieOf(request, 'openid');
      clearCookie(reply, 'openid');
      const [, query = ''] = request.url.split('?');
      const { signedIn, returnTo } = await this.openId.end(cookie, query, placeOf(request));
      await this.sessions.end(cookieOf(request, 'session'));
      setCookies(reply, signedIn);
      return returnTo;
    });
  }
}

const seeOther = (url: string): HttpRedirectResponse => ({ url, statusCode: 303 });

/** A person reads a page, not a problem; what is no matter of persons stays one. */
async function orPage(going: () => Promise<string>): Promise<HttpRedirectResponse> {
  try {
    return seeOther(await going());
  } catch (error) {
    const isTold =
      error instanceof OpenIdRefusal || (error instanceof DomainError && error.code === 'too-many-attempts');
    if (!isTold) throw error;
    return seeOther(`${SIGN_IN_PAGE}?error=${error.code}`);
  }
}
