import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { publicPrefixes, type PublicKind } from '#kernel/ids';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { exampleId } from '../src/edge/public-ids.js';
import { operationsOf, type Operation } from '../src/openapi/operations.js';
import { FakeServices } from './fake-services.js';
import { faultsAgainst } from './matches-schema.js';

type Content = Record<string, { schema: object; example?: unknown }>;

/** Ids that an address has to name behind its question mark. */
const neededBy = ({ parameters = [] }: Operation): Record<string, string> =>
  Object.fromEntries(
    parameters.flatMap((parameter) =>
      'in' in parameter && parameter.in === 'query' && parameter.required
        ? [[parameter.name, exampleId(parameter.name.replace(/Id$/, '') as PublicKind)]]
        : [],
    ),
  );

describe('the OpenAPI document', () => {
  const services = new FakeServices();
  let world: World;
  let document: OpenAPIObject;

  beforeAll(async () => {
    world = await startWorld([gateway, ...services.definitions()]);
    document = (await request(world.http).get('/openapi.json').expect(200)).body as OpenAPIObject;
  });
  afterAll(() => world?.stop());
  beforeEach(() => services.reset());

  const operations = () => operationsOf(document);
  const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  const bodyOf = (part: unknown): Content => (part as { content?: Content } | undefined)?.content ?? {};
  const filled = (path: string) =>
    path
      .replace('{kind}', 'resale')
      .replace('{row}', '17')
      .replace('{invoiceId}', 'inv_0190c2b4a1b27cc08a3f5d9e6b7a8c9d')
      .replace('{position}', '1')
      .replace('{provider}', 'club-id')
      .replace('{exportId}', 'pex_0190c2b4a1b27cc08a3f5d9e6b7a8c9d')
      .replace('{code}', 'gateway.invalid-request')
      .replace(/\{(\w+)Id\}/g, (_, kind: PublicKind) => `${publicPrefixes[kind]}_0190c2b4a1b27cc08a3f5d9e6b7a8c9d`)
      .replace('{id}', () => {
        const parameters = document.paths[path].get?.parameters ?? Object.values(document.paths[path]).flatMap(parametersIn);
        const id = parameters.find((parameter) => 'name' in parameter && parameter.name === 'id') as { schema: { pattern: string } };
        return `${/^\^(\w+_)/.exec(id.schema.pattern)?.[1]}0190c2b4a1b27cc08a3f5d9e6b7a8c9d`;
      });
  const parametersIn = (operation: { parameters?: object[] }) => operation.parameters ?? [];

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(document) as never);
  });

  it('names every route there is, and no other', () => {
    interface Layer {
      route?: { path: string; methods: Record<string, boolean> };
    }
    const { stack } = (world.services.gateway.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
    const routed = stack
      .flatMap(({ route }) =>
        route ? Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
      )
      .filter((route) => !/splat|^\w+ \/(docs|openapi\.json|metrics)/.test(route));
    expect(routed.sort()).toEqual(operations().map(named).sort());
  });

  it('says of every operation what it does, with a tag, an id of its own and an answer', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation, ...rest } of operations()) {
      expect({ at: named(rest), summary: operation.summary, tags: operation.tags?.length }).toEqual({
        at: named(rest),
        summary: expect.stringMatching(/\w/),
        tags: 1,
      });
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    }
  });

  it('has an example of every request and answer that fits its schema', () => {
    const schemas = document.components?.schemas ?? {};
    for (const { operation, ...rest } of operations()) {
      const parts = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) => Object.entries(bodyOf(part)));
      for (const [mediaType, { schema, example }] of parts) {
        expect([named(rest), mediaType, example === undefined]).toEqual([named(rest), mediaType, false]);
        expect([named(rest), faultsAgainst(schema, example, schemas)]).toEqual([named(rest), []]);
      }
    }
  });

  it('gives examples the gateway itself takes: each reaches its service', async () => {
    for (const { method, path, operation } of operations().filter(({ path }) => path.startsWith('/v1/'))) {
      const open = operation.security?.length === 0;
      const call = request(world.http)[method](filled(path));
      void call.query(neededBy(operation)).set('idempotency-key', `${method}${path}`).set('if-match', '"1"');
      if (!open) void call.set('x-api-key', services.key);
      const { 'application/json': json, 'multipart/form-data': form } = bodyOf(operation.requestBody);
      const response = await (form
        ? call.field('kind', 'resale').attach('file', Buffer.from('a,b\n'), 'a.csv')
        : call.send(json?.example as object));
      const ok =
        path === '/v1/me'
          ? { status: 200 }
          : { status: 404, code: /sessions\/current|me\/password/.test(path) ? 'gateway.no-such-object' : 'test.nothing-here' };
      expect({ at: `${method} ${path}`, status: response.status, code: (response.body as { code?: string }).code }).toEqual({
        at: `${method} ${path}`,
        ...ok,
      });
    }
  });

  it('asks for credentials on everything but signing in, and so does the gateway', async () => {
    const open: string[] = [];
    for (const { method, path, operation } of operations().filter(({ path }) => path.startsWith('/v1/'))) {
      if (operation.security?.length === 0) open.push(`${method} ${path}`);
      else {
        const call = request(world.http)[method](filled(path));
        await call.expect(401).expect('content-type', /^application\/problem\+json/);
      }
    }
    expect(open.sort()).toEqual([
      'get /v1/sessions/oidc',
      'post /v1/activations',
      'post /v1/activations/checks',
      'post /v1/family-logins',
      'post /v1/family-logins/checks',
      'post /v1/invitations/answers',
      'post /v1/invitations/checks',
      'post /v1/password-resets',
      'post /v1/password-resets/uses',
      'post /v1/sessions',
      'post /v1/sessions/oidc/{provider}',
      'post /v1/sessions/oidc/{provider}/callback',
      'post /v1/sessions/refresh',
      'post /v1/sign-ups',
      'post /v1/sign-ups/confirmations',
    ]);
    expect(services.received).toEqual([]);
  });

  it('is shown on a page that works under the page’s own security policy', async () => {
    const page = await request(world.http)
      .get('/docs')
      .expect(200)
      .expect('content-type', /^text\/html/);
    expect(page.text).not.toMatch(/<script>(?!\s*<\/script>)/);
    for (const [, asset] of page.text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) await request(world.http).get(`/${asset}`).expect(200);
  });
});
