import { hashPassword, isPassword } from './password-hash.js';

describe('a stored password', () => {
  it('is argon2id with 19 MiB and 2 passes, salted anew each time', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('opens for the password alone, however its accents were composed', async () => {
    const stored = await hashPassword('crème brûlée');
    expect(await isPassword('crème brûlée'.normalize('NFD'), stored)).toBe(true);
    expect(await isPassword('creme brulee', stored)).toBe(false);
  });

  it('never opens without one, and takes as long to say so', async () => {
    const stored = await hashPassword('crème brûlée');
    const timed = async (hash: string | undefined): Promise<number> => {
      const start = performance.now();
      for (let i = 0; i < 5; i++) expect(await isPassword('guess', hash)).toBe(false);
      return performance.now() - start;
    };
    await timed(stored);
    const [known, unknown] = [await timed(stored), await timed(undefined)];
    expect(unknown).toBeGreaterThan(known / 4);
  });
});
