import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ThreadPool } from '#platform/threads/thread-pool';
import type { CardJob } from './draw-card.js';

/** Draws cards in a thread of its own: whoever is at the door is answered meanwhile. */
@Injectable()
export class CardMakers implements OnModuleDestroy {
  private readonly pool = new ThreadPool<CardJob>(new URL('./card.worker.js', import.meta.url), {
    threads: 1,
    waiting: 100,
    timeLimitMs: 30_000,
    memory: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
  });

  make(job: CardJob): Promise<Uint8Array> {
    return this.pool.do(job);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
