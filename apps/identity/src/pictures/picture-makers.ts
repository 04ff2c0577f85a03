import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { JobFailed, ThreadPool } from '#platform/threads/thread-pool';
import { BadPicture, badPictureReasons, NotAPicture } from '../domain/picture.errors.js';
import { pictureKind } from './picture-kind.js';
import type { PictureJob } from './square-picture.js';

/** Unpacks what strangers send in a thread of its own, which is ended when it takes too long over one. */
@Injectable()
export class PictureMakers implements OnModuleDestroy {
  private readonly pool = new ThreadPool<PictureJob>(new URL('./picture.worker.js', import.meta.url), {
    threads: 1,
    waiting: 50,
    timeLimitMs: 30_000,
    memory: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
  });

  /** The picture as it is kept. Throws NotAPicture, BadPicture. */
  async make(bytes: Uint8Array): Promise<Buffer> {
    if (!pictureKind(bytes)) throw new NotAPicture();
    const made = Buffer.from(await this.made(bytes));
    const because = badPictureReasons.find((reason) => made.equals(Buffer.from(reason)));
    if (because) throw new BadPicture({ because });
    return made;
  }

  private async made(bytes: Uint8Array): Promise<Uint8Array> {
    try {
      return await this.pool.do({ bytes });
    } catch (error) {
      if (error instanceof JobFailed) throw new BadPicture({ because: 'broken' });
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
