import jsqr from 'jsqr';
import sharp from 'sharp';

/** Its types speak of a default export that is the module itself once it is loaded. */
const read = jsqr as unknown as typeof jsqr.default;

/** What the QR code in a picture says, read from its pixels as a telephone would; undefined: there is none to be read. */
export async function readQrCode(picture: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return read(new Uint8ClampedArray(data), info.width, info.height)?.data;
}
