import { createServer } from 'node:net';
import { freePort, freePortFrom, isFree } from './free-port.js';

describe('choosing a port', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::'])('passes over one that somebody listens on at %s', async (host) => {
    const taken = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(taken, host, resolve));
    expect(await isFree(taken)).toBe(false);
    expect(await freePortFrom(taken)).not.toBe(taken);
    await new Promise((resolve) => server.close(resolve));
    expect(await isFree(taken)).toBe(true);
  });

  it('passes over one that was promised already', async () => {
    const promised = await freePort();
    expect(await freePortFrom(promised, new Set([promised]))).not.toBe(promised);
  });
});
