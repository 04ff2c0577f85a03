import sharp from 'sharp';
import { pictureLimits } from '#contracts/identity/picture-limits';
import type { BadPictureReason } from '../domain/picture.errors.js';

/** A picture as it was sent. */
export interface PictureJob {
  readonly bytes: Uint8Array;
}

sharp.cache(false);
sharp.concurrency(1);

/**
 * Turned upright, cut to a square, made small, and written anew as a JPEG: nothing of the file is kept but what can be seen, so no place,
 * time or camera. What says it is larger than anybody's camera makes is refused before anything of it is unpacked.
 * A refusal is answered as its name in letters, which no JPEG begins with.
 */
export async function squarePicture({ bytes }: PictureJob): Promise<Uint8Array> {
  const { pixels, leastSide, side: largest } = pictureLimits;
  try {
    const picture = sharp(bytes, { limitInputPixels: false, failOn: 'error' });
    const { width, height, autoOrient } = await picture.metadata();
    if (width * height > pixels) return refusal('too-many-pixels');
    const least = Math.min(autoOrient.width, autoOrient.height);
    if (least < leastSide) return refusal('too-small');
    const side = Math.min(least, largest);
    return await sharp(bytes, { limitInputPixels: pixels, failOn: 'error' })
      .autoOrient()
      .resize(side, side, { fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer();
  } catch {
    return refusal('broken');
  }
}

const refusal = (reason: BadPictureReason): Uint8Array => Buffer.from(reason);
