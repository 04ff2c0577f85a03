import sharp from 'sharp';
import { pictureKind } from './picture-kind.js';
import { squarePicture } from './square-picture.js';

const painted = (width: number, height: number, background = '#c02020') => sharp({ create: { width, height, channels: 3, background } });
const made = async (bytes: Uint8Array) => Buffer.from(await squarePicture({ bytes }));

describe('a picture that was sent', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('ID-3: as %s is kept as a small square JPEG', async (format) => {
    const sent = await painted(1200, 900).toFormat(format).toBuffer();
    expect(pictureKind(sent)).toBe(format);
    expect(await sharp(await made(sent)).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 480 });
  });

  it('ID-3: is not made larger than it was', async () => {
    expect(await sharp(await made(await painted(100, 60).png().toBuffer())).metadata()).toMatchObject({ width: 60, height: 60 });
  });

  it('ID-3: keeps no place, time or camera, and stands upright', async () => {
    const left = await painted(100, 100, '#ff0000').png().toBuffer();
    const exif = { IFD0: { Make: 'Camera', Copyright: 'Somebody' }, IFD3: { GPSLatitude: '45/1 30/1 0/1', GPSLatitudeRef: 'N' } };
    const sent = await painted(200, 100, '#0000ff')
      .composite([{ input: left, left: 0, top: 0 }])
      .withExif(exif)
      .withMetadata({ orientation: 6 }) // Taken with the camera turned: what is left in the file is the top.
      .jpeg()
      .toBuffer();
    expect((await sharp(sent).metadata()).exif).toBeDefined();
    const kept = await made(sent);
    const { exif: left1, xmp, iptc, orientation } = await sharp(kept).metadata();
    expect([left1, xmp, iptc, orientation ?? 1]).toEqual([undefined, undefined, undefined, 1]);
    expect(kept.includes('Camera')).toBe(false);
    const at = async (top: number) => [...(await sharp(kept).extract({ left: 50, top, width: 1, height: 1 }).raw().toBuffer())];
    const [[red], [, , blue]] = [await at(10), await at(90)];
    expect([red > 200, blue > 200]).toEqual([true, true]);
  });

  it('with more pixels than any camera takes is refused before it is unpacked', async () => {
    const bomb = await painted(10_000, 10_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await made(bomb)).toString()).toBe('too-many-pixels');
  });

  it('that is cut short, or too small to see, is refused', async () => {
    const noise = await sharp({
      create: { width: 400, height: 400, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .jpeg()
      .toBuffer();
    expect((await made(noise.subarray(0, noise.length / 2))).toString()).toBe('broken');
    expect((await made(await painted(31, 500).png().toBuffer())).toString()).toBe('too-small');
  });

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a GIF', 'GIF89a'],
    ['nothing', ''],
    ['a sound', 'RIFF\0\0\0\0WAVE'],
  ])('is told by its bytes: %s is none', (_what, text) => expect(pictureKind(Buffer.from(text))).toBeUndefined());
});
