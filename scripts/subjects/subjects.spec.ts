import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flows, requests } from '#contracts/registry';
import { projectDirectory } from '#local/state-directory';
import { toMessage } from '#platform/messaging/message-pipe';
import { readSubjects, type Subjects } from './subjects.js';
import { writtenSubjects } from './written.js';

describe('the documentation of subjects', () => {
  let subjects: Subjects;
  beforeAll(() => void (subjects = readSubjects(projectDirectory)));

  it('is what npm run docs:subjects writes', async () => {
    for (const [file, text] of Object.entries(await writtenSubjects(projectDirectory, subjects))) {
      if (readFileSync(join(projectDirectory, file), 'utf8') !== text) throw new Error(`${file} is out of date: npm run docs:subjects`);
    }
  });

  it('names every subject, with who sends it and who takes it', () => {
    const types = [...requests, ...flows];
    expect(subjects.all.map(({ subject }) => subject).sort()).toEqual(types.map(({ subject }) => subject).sort());
    expect(subjects.all.find(({ name }) => name === 'EnrolMembers')).toMatchObject({
      kind: 'flow command',
      owner: 'memberships',
      senders: ['identity'],
      takers: ['memberships'],
      reply: null,
    });
    for (const { kind, reply } of subjects.all) expect(reply === null).toBe(kind === 'flow command' || kind === 'event');
  });

  it('says of a field what its type, its validators and its comment say', () => {
    const { payload } = subjects.all.find(({ name }) => name === 'CreateOffer')!;
    expect(payload.properties).toMatchObject({
      offerId: { type: 'string', format: 'uuid' },
      originalMinor: { type: 'integer', minimum: 0, maximum: 100_000_000 },
      visibility: { $ref: '#/components/schemas/Visibility' },
      resale: { type: 'boolean', description: "A federation's are for resale unless it says otherwise." },
    });
    expect(subjects.schemas.get('Visibility')!.enum).toEqual(['immediate', 'scheduled', 'hidden', 'unavailable']);
    expect(payload.required).toEqual(['offerId', 'names', 'originalMinor', 'term']);
  });

  it('gives an example of every message that its receiver takes', () => {
    const byName = new Map(subjects.all.map((one) => [one.subject, one]));
    for (const type of [...requests, ...flows]) {
      const { example } = byName.get(type.subject)!;
      expect(toMessage(type, example)).toBeInstanceOf(type);
    }
  });

  it('points at nothing that is not there', () => {
    const text = readFileSync(join(projectDirectory, 'docs/asyncapi.json'), 'utf8');
    const document = JSON.parse(text) as object;
    const refs = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path);
    expect(refs.length).toBeGreaterThan(500);
    for (const path of new Set(refs)) {
      const there = path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect({ path, there: there !== undefined }).toEqual({ path, there: true });
    }
  });
});
