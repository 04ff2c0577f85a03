import { eventually } from './eventually.js';

describe('waiting for what happens in its own time', () => {
  it('gives the first answer that holds', async () => {
    const answers = [undefined, null, false, 'there'];
    expect(await eventually(() => answers.shift(), { everyMs: 1 })).toBe('there');
  });

  it('takes zero and the empty text for answers', async () => {
    expect(await eventually(() => 0)).toBe(0);
    expect(await eventually(() => '')).toBe('');
  });

  it('asks again after a throw, and in the end fails with what was wrong last', async () => {
    let tries = 0;
    const failing = eventually(
      () => {
        throw new Error(`try ${++tries}`);
      },
      { withinMs: 60, everyMs: 5 },
    );
    await expect(failing).rejects.toThrow(/^try /);
    expect(tries).toBeGreaterThan(2);
  });

  it('fails when it never holds', async () => {
    await expect(eventually(() => false, { withinMs: 30, everyMs: 5 })).rejects.toThrow('still false after 30 ms');
  });
});
