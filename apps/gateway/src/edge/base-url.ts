import type { Request } from 'express';
import type { GatewayConfig } from '../gateway.config.js';

/** Where this installation stands for its clients, without a slash at the end. */
export const baseUrlOf = (request: Request, { PUBLIC_URL }: GatewayConfig): string =>
  (PUBLIC_URL ?? `${request.protocol}://${request.host ?? 'localhost'}`).replace(/\/+$/, '');
