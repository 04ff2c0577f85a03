import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ThreadPool } from '#platform/threads/thread-pool';
import type { PaperJob } from './paper-job.js';

/** Draws papers and writes files in threads of their own: the service answers meanwhile. */
@Injectable()
export class PaperMakers implements OnModuleDestroy {
  private readonly pool = new ThreadPool<PaperJob>(new URL('./paper.worker.js', import.meta.url), {
    threads: 2,
    waiting: 100,
    timeLimitMs: 60_000,
    memory: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
  });

  make(job: PaperJob): Promise<Uint8Array> {
    return this.pool.do(job);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
