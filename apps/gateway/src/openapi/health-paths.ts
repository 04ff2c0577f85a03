import type { OpenAPIObject } from '@nestjs/swagger';

const health = (operationId: string, summary: string, status: string, more: object = {}) => ({
  get: {
    operationId,
    summary,
    tags: ['Health'],
    security: [],
    responses: {
      200: {
        description: 'Yes',
        content: {
          'application/json': {
            schema: { type: 'object' as const, required: ['status'], properties: { status: { type: 'string' as const, example: status } } },
          },
        },
      },
      ...more,
    },
  },
});

/** What the platform answers in every service, beside the API. */
export const healthPaths: OpenAPIObject['paths'] = {
  '/healthz/live': health('healthLive', 'Whether the process runs', 'live'),
  '/healthz/ready': health('healthReady', 'Whether it can be sent work', 'ready', { 503: { description: 'Not now' } }),
};
