import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The document of the API knows a schema by the name of its class alone: of two of one name, one would describe both. */
describe('the schemas of requests and answers', () => {
  const root = join(import.meta.dirname, '..', 'src');
  const named = globSync('**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return text.includes('@ApiProperty') ? [...text.matchAll(/^(?:export )?class (\w+)/gm)].map(([, name]) => ({ name, file })) : [];
  });

  it('each have a name of their own', () => {
    expect(named.length).toBeGreaterThan(100);
    const files = Map.groupBy(named, ({ name }) => name);
    expect([...files].filter(([, uses]) => uses.length > 1).map(([name, uses]) => [name, uses.map(({ file }) => file)])).toEqual([]);
  });
});
