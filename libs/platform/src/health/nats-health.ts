import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Nats } from '../messaging/nats.js';
import { Readiness } from './readiness.js';

/** A service that cannot reach NATS gets no messages and can ask nobody. */
@Injectable()
export class NatsHealth implements OnModuleInit {
  constructor(
    private readonly nats: Nats,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.add('nats', async () => {
      if (!this.nats.isConnected()) throw new Error('not connected');
      await this.nats.connection.rtt();
    });
  }
}
