import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Caller, Uuid } from '#contracts/caller';
import { GetAccount, GetPerson } from '#contracts/identity/accounts.query';
import { DescribeCardHolder } from '#contracts/identity/describe-card-holder.query';
import { AppendPicturePiece, GetPicture, RemovePicture, SetPicture } from '#contracts/identity/pictures';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { Network, aRow, type Club } from './network.js';

describe('the picture of a person', () => {
  let network: Network;
  let club: Club;
  let sibling: Club;
  let personId: Uuid;
  let name: string;
  let made = 0;
  const green = () =>
    sharp({ create: { width: 300, height: 200, channels: 3, background: '#00a000' } })
      .png()
      .toBuffer();

  beforeAll(async () => {
    network = await Network.start();
    const federation = await network.federation();
    club = await network.club(federation.organization.id);
    sibling = await network.club(federation.organization.id, { name: 'CPA Longueuil' });
  });
  afterAll(() => network?.world.stop());
  beforeEach(async () => {
    const importId = newId();
    name = `Léa Zu${'ab'.repeat(++made)}`; // Somebody nobody knows yet.
    const row = aRow(importId, 2, name);
    await network.admit(club, importId, [row]);
    personId = row.personId;
  });

  const send = (bytes: Buffer, uploadId: Uuid, as: Caller = club.admin, size = 500) =>
    Promise.all(
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        network.world.ask(
          message(AppendPicturePiece, {
            uploadId,
            personId,
            index,
            bytes: bytes.subarray(index * size, (index + 1) * size).toString('base64'),
          }),
          as,
        ),
      ),
    );
  const set = async (
    bytes: Buffer,
    { as = club.admin, whole = bytes, size, confirmShared }: { as?: Caller; whole?: Buffer; size?: number; confirmShared?: boolean } = {},
  ) => {
    const uploadId = newId();
    await send(bytes, uploadId, as, size);
    const sha256 = createHash('sha256').update(whole).digest('hex');
    return network.world.ask(message(SetPicture, { personId, uploadId, sha256, confirmShared }), as, { timeoutMs: 60_000 });
  };
  const get = (as: Caller = club.admin) => network.world.ask(message(GetPicture, { personId }), as);
  const remove = (as: Caller = club.admin, confirmShared?: boolean) =>
    network.world.ask(message(RemovePicture, { personId, confirmShared }), as);
  const pieces = () => network.sql(`SELECT FROM picture_pieces`);

  it('ID-3: arrives in pieces, is kept as a square JPEG, told, and taken away', async () => {
    const kept = await set(await green());
    expect(kept).toMatchObject({ personId, side: 200, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { base64, ...picture } = await get();
    expect(picture).toEqual(kept);
    const jpeg = Buffer.from(base64, 'base64');
    expect(createHash('sha256').update(jpeg).digest('hex')).toBe(kept.sha256);
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 200 });
    expect(await pieces()).toEqual([]);

    expect(await remove(club.admin, true)).toEqual(kept);
    await expect(get()).rejects.toMatchObject({ code: 'identity.no-such-picture', kind: 'missing' });
    await expect(remove()).rejects.toMatchObject({ code: 'identity.no-such-picture' });
    const told = await network.sql<{ present: string }>(
      `SELECT payload::jsonb ->> 'present' AS present FROM outbox WHERE subject = 'identity.event.picture-changed.v1'
         AND payload::jsonb ->> 'personId' = $1 ORDER BY created_at, id`,
      [personId],
    );
    expect(told.map(({ present }) => present)).toEqual(['true', 'false']);
  });

  it('ID-3: is seen and changed by every organization that has the person as a member, and by nobody else', async () => {
    const first = await set(await green());
    for (const refused of [get(sibling.admin), remove(sibling.admin), set(await green(), { as: sibling.admin })])
      await expect(refused).rejects.toMatchObject({ kind: 'missing' });
    const importId = newId();
    await network.admit(sibling, importId, [{ ...aRow(importId, 2, name), personId, reuse: true }]);
    expect(await get(sibling.admin)).toMatchObject({ sha256: first.sha256 });
    const blue = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#0000a0' } })
      .webp()
      .toBuffer();
    await expect(set(blue, { as: sibling.admin })).rejects.toMatchObject({
      code: 'identity.shared-unconfirmed',
      facts: { fields: ['picture'] },
    });
    await expect(remove()).rejects.toMatchObject({ code: 'identity.shared-unconfirmed' });
    expect(await get()).toMatchObject({ sha256: first.sha256 });
    const second = await set(blue, { as: sibling.admin, confirmShared: true });
    expect(await get()).toMatchObject({ sha256: second.sha256, side: 90 });
    const person = await network.world.ask(message(GetPerson, { personId }), club.admin);
    expect(person.picture).toBe(true);
    const [accountId] = person.accountIds;
    const { members } = await network.world.ask(message(GetAccount, { accountId }), club.admin);
    expect(members).toContainEqual(expect.objectContaining({ personId, picture: true }));
    const told = await network.sql<{ by: string; facts: object }>(
      `SELECT caller AS by, facts FROM audit_log WHERE organization_id = $1 AND subject = $2 AND action = 'identity.picture-changed' ORDER BY seq`,
      [club.organization.id, personId],
    );
    expect(told.map(({ facts }) => facts)).toEqual([{ changed: ['picture'], sha256: first.sha256 }, { changed: ['picture'] }]);
    expect(told[1].by).toBe('service:identity'); // Told that it changed, and not by whom.
  });

  it('MEM-11: is for the card of the person, of a client of who prints it', async () => {
    const { sha256 } = await set(await green());
    const [{ accountId }] = await network.sql<{ accountId: Uuid }>(
      `SELECT account_id AS "accountId" FROM account_members WHERE person_id = $1`,
      [personId],
    );
    const holder = async (fields: Partial<DescribeCardHolder>, as: Caller = club.admin) =>
      (await network.world.ask(message(DescribeCardHolder, { personId, accountId, ...fields }), as)).holder;
    const { photo } = (await holder({ withPhoto: true }))!;
    expect(createHash('sha256').update(Buffer.from(photo!, 'base64')).digest('hex')).toBe(sha256);
    expect(await holder({})).toMatchObject({ photo: null });
    expect(await holder({ withPhoto: true, personId: undefined })).toMatchObject({ photo: null });
    expect(await holder({ withPhoto: true }, sibling.admin)).toBeNull();
  });

  it('is refused when it is no picture, not all of it, or too large; nothing of it is left', async () => {
    await expect(set(Buffer.from('<svg/>'))).rejects.toMatchObject({ code: 'identity.not-a-picture', kind: 'wrong-type' });
    const sent = await green();
    await expect(set(sent, { whole: Buffer.concat([sent, sent]) })).rejects.toMatchObject({
      code: 'identity.bad-picture',
      facts: { because: 'incomplete' },
    });
    const large = Buffer.alloc(5 * 1024 * 1024 + 1);
    await expect(set(large, { size: 512 * 1024 })).rejects.toMatchObject({ code: 'identity.picture-too-large', kind: 'too-large' });
    await expect(get()).rejects.toMatchObject({ code: 'identity.no-such-picture' });
  });

  it('ID-3: is no business of who has no member', async () => {
    await expect(get(serviceCaller('gateway'))).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
