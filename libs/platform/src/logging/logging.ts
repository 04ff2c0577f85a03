import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { newId } from '#kernel/ids';
import type { ServiceName } from '#contracts/caller';
import { contextForLog } from '#platform/messaging/context';

/**
 * JSON lines, one an event, each with the service and the message or request it belongs to. They carry ids and never
 * personal data: requests show their path without its query, and what looks like a secret or an address is cut out.
 */
export function loggingModule(service: ServiceName, level: string): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level,
      base: { service },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: contextForLog,
      redact: { paths: redacted, censor: '[cut]' },
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'requestId' },
      genReqId: requestId,
      autoLogging: { ignore: (request) => /^\/(healthz|metrics)/.test(request.url ?? '') },
      customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
      serializers: {
        req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
    },
  });
}

const secrets = ['password', 'secret', 'token', 'refreshToken', 'accessToken', 'apiKey', 'authorization', 'cookie', 'iban'];
const personal = ['email', 'firstName', 'lastName', 'birthDate', 'phone', 'address'];
const redacted = [...secrets, ...personal].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** The correlation of what a request sets off: the caller's own when it is one, so that a trace can begin outside. */
export function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
  response.setHeader('x-request-id', id);
  return id;
}
