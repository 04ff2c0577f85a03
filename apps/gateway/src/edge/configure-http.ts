import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { newId } from '#kernel/ids';
import { runInContext } from '#platform/messaging/context';
import { GatewayConfig } from '../gateway.config.js';
import { documentRoutes } from '../openapi/document-routes.js';

/** A body holds one object or a thousand decisions; files have a way of their own. */
const bodyLimit = '256kb';
/** And of an order of thousands, its rows. */
const orderLimit = '4mb';

/** What stands before every route: headers, limits, and the correlation that ties a request to all it sets off. */
export function configureHttp(app: NestExpressApplication): void {
  const config = app.get(GatewayConfig);
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.set('etag', false); // ETags here are versions of things; one made of the bytes would pass for such.
  app.set('query parser', 'simple');
  app.use(correlate);
  app.use(
    helmet({
      // Swagger UI styles itself inline. Nothing may be upgraded to https where an installation has none.
      contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null, 'img-src': ["'self'", 'data:'] } },
      strictTransportSecurity: config.PUBLIC_URL?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    }),
  );
  app.use('/v1', neverStored);
  if (config.CORS_ORIGINS.length > 0) app.enableCors({ origin: config.CORS_ORIGINS, exposedHeaders, maxAge: 600 });
  app.useBodyParser('json', { limit: orderLimit, type: isBatchOrder }); // Whoever read a body leaves nothing to the next.
  app.useBodyParser('json', { limit: bodyLimit });
  documentRoutes(app);
}

const isBatchOrder = ({ url, headers }: IncomingMessage): boolean =>
  /^\/v1\/batch-orders\/(sales|replacements)\/?(\?|$)/.test(url ?? '') && /^application\/json\b/i.test(headers['content-type'] ?? '');

const exposedHeaders = ['ETag', 'Location', 'Retry-After', 'Content-Disposition', 'X-Request-Id'];

/** A caller may begin a trace by sending its own UUID; anything else is replaced, since problems state it as one. */
function correlate(request: Request, response: Response, next: NextFunction): void {
  const given = request.header('x-request-id');
  const correlationId = given && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? given : newId();
  request.headers['x-request-id'] = correlationId; // The request log reads it from there.
  response.setHeader('X-Request-Id', correlationId);
  runInContext({ correlationId }, next);
}

function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  response.vary('Authorization, X-API-Key, Acting-Organization, Accept-Language');
  next();
}
