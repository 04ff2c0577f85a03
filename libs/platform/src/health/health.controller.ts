import { Controller, Get, Header, HttpCode, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Metrics } from '#platform/metrics/metrics';
import { Readiness } from './readiness.js';

/** What an orchestrator and Prometheus ask every service, over HTTP. */
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs. Nothing else is looked at: restarting it would not bring a database back. */
  @Get('healthz/live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'live' };
  }

  /** It may be sent work: database and NATS answer, and it is not stopping. */
  @Get('healthz/ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    const problems = await this.readiness.problems();
    const ready = Object.keys(problems).length === 0;
    response.status(ready ? 200 : 503);
    return ready ? { status: 'ready' } : { status: 'not ready', problems };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.scrape();
  }
}
