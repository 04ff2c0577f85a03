import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { type ServiceName, services } from '#contracts/caller';
import { projectDirectory } from '#local/state-directory';
import { loadServiceConfig } from '#platform/service/load-service-config';
import { gateway } from '../apps/gateway/src/gateway.service.js';
import { databaseServices } from '../scripts/definitions.js';
import { writeContainerSecrets } from '../scripts/stack/container-secrets.js';

interface Container {
  build?: { dockerfile: string; target?: string; args?: { SERVICE: string } };
  image?: string;
  command?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  networks?: string[];
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}

const read = (path: string): string => readFileSync(join(projectDirectory, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Container>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
};
const containers = Object.entries(compose.services);
const volumeOf = (mount: string): string => mount.split(':')[0];
const definitions = new Map([gateway, ...databaseServices].map((definition) => [definition.name, definition]));

describe('docker-compose.yml', () => {
  it.each(services)('runs %s, from the one Dockerfile', (name) => {
    expect(compose.services[name].build).toMatchObject({ dockerfile: 'deploy/Dockerfile', args: { SERVICE: name } });
    expect(compose.services[name].depends_on).toMatchObject({ prepare: { condition: 'service_completed_successfully' } });
  });

  it.each(containers)('gives %s the least: nothing to write to but its volumes, no capabilities, no new privileges', (name, container) => {
    expect(container).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    if (services.includes(name as ServiceName)) expect(container).not.toHaveProperty('cap_add');
  });

  it.each(containers)('names for %s only volumes, networks and containers it has', (_, container) => {
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining((container.volumes ?? []).map(volumeOf)));
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(container.networks ?? []));
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(container.depends_on ?? {})));
  });

  it('shows nothing but the gateway and the caught letters to the outside, and those to this machine', () => {
    expect(containers.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports])).toEqual([
      ['gateway', ['127.0.0.1:${TESSERA_PORT:-3000}:3000']],
      ['mail', ['127.0.0.1:${TESSERA_INBOX_PORT:-8025}:8025']],
    ]);
  });

  it('shows a service its own secrets and nobody else’s', () => {
    for (const name of services) expect(compose.services[name].volumes?.map(volumeOf)).toEqual([`${name}-secrets`]);
  });
});

describe('the secrets of an installation in containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'container-secrets-'));
  const written = (path: string): string => readFileSync(join(folder, path), 'utf8');
  beforeAll(() => writeContainerSecrets(folder));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(services)('are all that %s needs to start', (name) => {
    const definition = definitions.get(name);
    if (!definition) throw new Error(`${name} has no definition`);
    expect(loadServiceConfig(definition, parseEnv(written(`${name}/service.env`)))).toBeDefined();
  });

  it('go where the compose file mounts them', () => {
    const mounts = compose.services.secrets.volumes?.map((mount) => mount.split(':')) ?? [];
    for (const [volume, path] of mounts) {
      expect(existsSync(join(folder, path.slice('/secrets/'.length)))).toBe(true);
      if (volume.endsWith('-secrets')) expect(path).toBe(`/secrets/${volume.slice(0, -'-secrets'.length)}`);
    }
  });

  it('can be read by their one reader only', () => {
    for (const path of ['postgres/password', 'nats/nats-server.conf', ...services.map((name) => `${name}/service.env`)])
      expect((statSync(join(folder, path)).mode & 0o777).toString(8)).toBe('400');
    expect((statSync(join(folder, 'prepare/secrets.json')).mode & 0o777).toString(8)).toBe('600');
  });

  it('stay the same when they are written again', () => {
    const before = written('billing/service.env');
    writeContainerSecrets(folder);
    expect(written('billing/service.env')).toBe(before);
  });
});

describe('the Dockerfile', () => {
  const lines = read('deploy/Dockerfile').split('\n');
  const stages = lines.flatMap((line) => /^FROM (\S+) AS (\S+)$/.exec(line)?.slice(1, 3).reverse() ?? []);

  it('ends each image that runs as an ordinary account', () => {
    const lastUserOf = (stage: string): string | undefined => {
      const from = lines.findIndex((line) => line.endsWith(` AS ${stage}`));
      const rest = lines.slice(from + 1);
      const next = rest.findIndex((line) => line.startsWith('FROM '));
      const users = rest.slice(0, next < 0 ? undefined : next).filter((line) => line.startsWith('USER '));
      return users.at(-1);
    };
    expect([lastUserOf('runtime'), lastUserOf('service')]).toEqual(['USER node', 'USER node']);
    expect(lastUserOf('prepare')).toBeUndefined(); // It keeps the one of runtime.
  });

  it('copies only from stages and folders there are', () => {
    for (const line of lines.filter((each) => each.startsWith('COPY '))) {
      const from = /--from=(\S+)/.exec(line)?.[1];
      if (from) expect(stages).toContain(from);
      else for (const path of line.split(' ').slice(1, -1)) expect([path, existsSync(join(projectDirectory, path))]).toEqual([path, true]);
    }
  });

  it('tells whether the service lives', () => {
    expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
    expect(lines.join('\n')).toContain('/healthz/live');
  });
});
