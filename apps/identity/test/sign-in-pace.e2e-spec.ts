import { CreateUser } from '#contracts/identity/access';
import { SignIn } from '#contracts/identity/sessions.command';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { MovedClock } from '#testing/moved-clock';
import { Network } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const hour = 3_600_000;

/** reliability.md, Tenancy 7: slowed after five failures per account and address, at most a hundred an hour, never a lasting lock. */
describe('guessing a password', () => {
  const begin = new Date('2026-09-01T12:00:00Z');
  const clock = new MovedClock(begin);
  let network: Network;
  let organizationId: string;

  beforeAll(async () => {
    network = await Network.start({ clock });
    organizationId = (await network.club((await network.federation()).organization.id)).organization.id;
  });
  afterAll(() => network?.world.stop());

  async function somebody(): Promise<string> {
    const email = `somebody.${newId()}@mail.test`;
    const fields = { userId: newId(), organizationId, role: 'club-administrator' as const, email, name: 'Camille Roy', password };
    await network.world.ask(message(CreateUser, fields), network.operator);
    return email;
  }

  /** What a try comes to: the code it is refused with, and the seconds to wait when it came too early. */
  const tried = async (email: string, given: string, address: string): Promise<{ code: string; wait: number }> =>
    network.world.ask(message(SignIn, { email, password: given, address }), gateway).then(
      () => ({ code: 'signed in', wait: 0 }),
      ({ code, facts }: { code: string; facts: { retryAfterSeconds?: number } }) => ({ code, wait: facts.retryAfterSeconds ?? 0 }),
    );

  it('gets a hundred wrong ones to a wait, and the right one still works after it; nobody else waits', async () => {
    const [email, other, address] = [await somebody(), await somebody(), '203.0.113.7'];
    let [slowed, longest] = [0, 0];
    for (let wrong = 0; wrong < 100;) {
      const { code, wait } = await tried(email, `guess number ${wrong}`, address);
      if (code === 'identity.sign-in-refused') wrong++;
      else {
        expect(code).toBe('identity.sign-in-slowed');
        slowed++;
        longest = Math.max(longest, wait);
        clock.advance(wait * 1_000);
      }
    }
    expect([slowed, longest]).toEqual([95, 40]); // Five cost nothing; each further one waits, never longer than this.

    const right = await tried(email, password, address);
    expect(right).toEqual({ code: 'identity.sign-in-slowed', wait: 40 });
    expect((await tried(email, password, '203.0.113.8')).code).toBe('signed in'); // The owner, elsewhere.
    expect((await tried(other, password, address)).code).toBe('signed in'); // Somebody else, here.
    clock.advance(right.wait * 1_000);
    expect((await tried(email, password, address)).code).toBe('signed in');
    for (let n = 0; n < 5; n++) expect((await tried(email, 'mistyped', address)).code).toBe('identity.sign-in-refused'); // All was forgiven.
  });

  it('makes at most a hundred tries in an hour, alike for an address that nobody signs in with', async () => {
    for (const email of [await somebody(), `nobody.${newId()}@mail.test`]) {
      const until = clock.now().getTime() + hour;
      let made = 0;
      while (clock.now().getTime() < until) {
        const { code, wait } = await tried(email, 'a guess', '203.0.113.9');
        if (code === 'identity.sign-in-refused') made++;
        else clock.advance(wait * 1_000);
      }
      expect(made).toBeLessThanOrEqual(100);
      expect(made).toBeGreaterThan(80);
    }
  });
});
