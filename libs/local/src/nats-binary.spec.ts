import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsBinary } from './nats-binary.js';

describe('which nats-server is run', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nats-binary-'));
  const server = join(directory, 'nats-server');
  const { PATH, NATS_SERVER_BIN } = process.env;
  writeFileSync(server, '#!/bin/sh\n');

  afterEach(() => {
    process.env.PATH = PATH;
    if (NATS_SERVER_BIN === undefined) delete process.env.NATS_SERVER_BIN;
    else process.env.NATS_SERVER_BIN = NATS_SERVER_BIN;
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is one on the PATH before any other', async () => {
    delete process.env.NATS_SERVER_BIN;
    chmodSync(server, 0o755);
    process.env.PATH = `${directory}:${PATH}`;
    expect(await natsBinary()).toBe(server);
  });

  it('is the one NATS_SERVER_BIN names before one on the PATH', async () => {
    chmodSync(server, 0o755);
    process.env.NATS_SERVER_BIN = server;
    expect(await natsBinary()).toBe(server);
  });

  it('is refused, not replaced, when NATS_SERVER_BIN names something that cannot be run', async () => {
    process.env.NATS_SERVER_BIN = join(directory, 'absent');
    await expect(natsBinary()).rejects.toThrow('cannot be run');
  });
});
