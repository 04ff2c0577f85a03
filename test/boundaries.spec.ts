import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import configuration from '../.dependency-cruiser.mjs';

const fixtures = join(import.meta.dirname, 'boundaries');

/** The names of the rules a tree breaks. */
async function broken(baseDir: string): Promise<string[]> {
  const folders = readdirSync(baseDir).filter((name) => name === 'apps' || name === 'libs');
  const { output } = await cruise(folders, { ...configuration.options, baseDir, ruleSet: configuration, validate: true });
  return [...new Set((output as ICruiseResult).summary.violations.map((violation) => violation.rule.name))];
}

describe('the boundaries between services, layers and libraries', () => {
  const rules = configuration.forbidden.map((rule) => rule.name);

  it('each have a fixture that breaks them', () => {
    expect(readdirSync(fixtures).sort()).toEqual([...rules].sort());
  });

  it.each(rules)('%s: the check turns red on its fixture', async (rule) => {
    expect(await broken(join(fixtures, rule))).toContain(rule);
  });
});
