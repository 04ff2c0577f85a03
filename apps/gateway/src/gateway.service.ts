import type { ServiceDefinition } from '#platform/service/service-definition';
import { configureHttp } from './edge/configure-http.js';
import { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';

/** The HTTP edge. It owns nothing: no database, no rules. */
export const gateway: ServiceDefinition = { name: 'gateway', module: GatewayModule, config: GatewayConfig, configureHttp };
