import { services } from './caller.js';
import { flows, ownerOf, requests } from './registry.js';

describe('the registry of messages', () => {
  const all = [...requests, ...flows];

  it('has each subject once', () => expect(new Set(all.map((type) => type.subject)).size).toBe(all.length));

  it.each(all.map((type) => [type.subject, type] as const))('%s is owned by a service and sent by others', (subject, type) => {
    expect(services).toContain(ownerOf(subject));
    expect(type.senders.length).toBeGreaterThan(0);
    expect(subject).toMatch(/^[a-z]+\.(command|query|run|event)\.[a-z-]+\.v\d+$/);
  });

  it('keeps streams to facts and steps: only run and event subjects have consumers', () => {
    for (const type of flows) expect(type.subject).toMatch(/\.(run|event)\./);
    for (const type of requests) expect(type.subject).toMatch(/\.(command|query)\./);
  });
});
