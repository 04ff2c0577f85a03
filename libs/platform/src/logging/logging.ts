import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { LoggerOptions } from 'pino';
import { newId } from '#kernel/ids';
import type { ServiceName } from '#contracts/caller';
import { contextForLog } from '#platform/messaging/context';

/** JSON lines, one an event, each with the service and the message or request it belongs to. */
export function loggingModule(service: ServiceName, level: string): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      ...logLines(service, level),
      quietReqLogger: true,
      customAttributeKeys: { reqId: 'requestId' },
      genReqId: requestId,
      autoLogging: { ignore: (request) => /^\/(healthz|metrics)/.test(request.url ?? '') },
      customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
      serializers: {
        req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }), // A query may name a person.
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
    },
  });
}

/** What a line looks like. It carries ids and never personal data: whatever is called like a secret or a person is cut out. */
export function logLines(service: ServiceName, level: string): LoggerOptions {
  return {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    mixin: contextForLog,
    redact: { paths: redacted, censor: '[cut]' },
    hooks: {
      logMethod(args, method) {
        if (!isStartupNoise(args[0])) method.apply(this, args);
      },
    },
  };
}

const secrets = ['password', 'secret', 'token', 'refreshToken', 'accessToken', 'apiKey', 'authorization', 'cookie', 'iban'];
const personal = ['email', 'firstName', 'lastName', 'birthDate', 'phone', 'address'];
const errors = ['err.detail', 'err.where', 'err.parameters', 'err.query']; // PostgreSQL puts values of rows there.
const redacted = [...[...secrets, ...personal].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), ...errors];

/** The framework tells of every module and route it finds; nobody has ever looked for them. */
const isStartupNoise = (entry: unknown): boolean =>
  typeof entry === 'object' && entry !== null && 'context' in entry && noisy.has(String(entry.context));
const noisy = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** The correlation of what a request sets off: the caller's own when it looks like one, so that a trace can begin outside. */
export function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
  response.setHeader('x-request-id', id);
  return id;
}
