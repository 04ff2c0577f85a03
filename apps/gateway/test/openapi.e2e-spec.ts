import SwaggerParser from '@apidevtools/swagger-parser';
import request from 'supertest';
import { startWorld, type World } from '#testing/start-world';
import { gateway } from '../src/gateway.service.js';
import { operationsOf } from '../src/openapi/operations.js';

type Document = Parameters<typeof operationsOf>[0];

describe('the OpenAPI document', () => {
  let world: World;
  let document: Document;
  let validated: Document;

  beforeAll(async () => {
    world = await startWorld([gateway]);
    document = (await request(world.http).get('/openapi.json').expect(200)).body as Document;
    validated = (await SwaggerParser.validate(structuredClone(document) as never)) as unknown as Document;
  });
  afterAll(() => world?.stop());

  it('is valid OpenAPI 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(validated.paths).length).toBeGreaterThan(20);
  });
});
