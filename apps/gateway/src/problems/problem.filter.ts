import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '#kernel/domain-error';
import { currentContext } from '#platform/messaging/context';
import { baseUrlOf } from '../edge/base-url.js';
import { BodyTooLarge, BodyUnreadable, NoSuchRoute, WrongMediaType } from '../edge/gateway.errors.js';
import { GatewayConfig } from '../gateway.config.js';
import { locationInstead } from './led-elsewhere.js';
import { problemOf } from './problem.js';
import { ProblemPages } from './problem-pages.js';

/** Everything that goes wrong leaves as application/problem+json (RFC 9457); what is our fault is logged whole and told as nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(
    private readonly pages: ProblemPages,
    private readonly config: GatewayConfig,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = refusalOf(thrown);
    if (!(error instanceof DomainError)) this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    // Half an answer is out already: cut it off, so that nobody takes it for a whole one.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, headers, body } = problemOf(error, {
      correlationId: currentContext().correlationId,
      baseUrl: baseUrlOf(request, this.config),
      titleOf: (code) => this.pages.titleOf(code),
    });
    const instead = locationInstead(error, request);
    if (instead !== undefined) response.location(instead);
    const answered = instead === undefined ? { status, body } : { status: 307, body: { ...body, status: 307 } };
    response.status(answered.status).set(headers).type('application/problem+json').send(JSON.stringify(answered.body));
  }
}

/** What the framework and the body parser refuse, in our words. */
function refusalOf(thrown: unknown): unknown {
  if (thrown instanceof DomainError) return thrown;
  const status = statusOf(thrown);
  if (status === 404) return new NoSuchRoute();
  if (status === 413) return new BodyTooLarge('The body is larger than this address takes');
  if (status === 415) return new WrongMediaType('Send application/json in UTF-8');
  if (status === 400) return new BodyUnreadable('The request cannot be read: is the body valid JSON, the address properly encoded?');
  return thrown;
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { status } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
}
