import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import { AppendPicturePiece, GetPicture, SetPicture, type PictureRecord } from '#contracts/identity/pictures';
import { newId, publicId } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { FakeServices } from './fake-services.js';

describe('a picture at the edge', () => {
  const services = new FakeServices();
  const personId = newId();
  const path = `/v1/people/${publicId('person', personId)}/picture`;
  const kept: PictureRecord = { personId, sha256: 'ab'.repeat(32), side: 480, changedAt: '2026-11-22T17:00:00.000Z' };
  let world: World;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
  });
  afterAll(() => world?.stop());
  beforeEach(() => {
    services.reset();
    services.answer(AppendPicturePiece, () => ({ received: 1 }));
    services.answer(SetPicture, () => kept);
    services.answer(GetPicture, () => ({ ...kept, base64: Buffer.from('a picture').toString('base64') }));
  });
  const put = (bytes: Buffer) => request(world.http).put(path).set('x-api-key', services.key).set('content-type', 'image/jpeg').send(bytes);
  const get = () => request(world.http).get(path).set('x-api-key', services.key);

  it.each([0, 1, 256 * 1024, 256 * 1024 + 1, 5 * 1024 * 1024])('of %i bytes arrives whole, in pieces', async (size) => {
    const picture = randomBytes(size);
    const { body, headers } = await put(picture).expect(200);
    const pieces = services.of(AppendPicturePiece).map(({ message }) => message as AppendPicturePiece);
    expect(pieces.map(({ index }) => index)).toEqual(pieces.map((_piece, index) => index));
    expect(Buffer.concat(pieces.map(({ bytes }) => Buffer.from(bytes, 'base64'))).equals(picture)).toBe(true);
    const sha256 = createHash('sha256').update(picture).digest('hex');
    expect(services.of(SetPicture)).toEqual([expect.objectContaining({ message: expect.objectContaining({ personId, sha256 }) })]);
    expect([headers.etag, body]).toEqual([`"${kept.sha256}"`, { ...kept, personId: publicId('person', personId), shared: true }]);
  });

  it('of more than 5 MiB is refused', async () => {
    const { body } = await put(Buffer.alloc(5 * 1024 * 1024 + 1)).expect(413);
    expect(body).toMatchObject({ code: 'identity.picture-too-large' });
    expect(services.of(SetPicture)).toEqual([]);
  });

  it('is kept by whoever asked for it, and asked for again each time', async () => {
    const { headers, body } = await get().expect(200).expect('content-type', 'image/jpeg');
    expect([headers.etag, headers['cache-control']]).toEqual([`"${kept.sha256}"`, 'private, no-cache']);
    expect((body as Buffer).toString()).toBe('a picture');
    await get().set('if-none-match', `"${kept.sha256}"`).expect(304);
    await get().set('if-none-match', '"another"').expect(200);
  });
});
