import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadDemoData } from '../scripts/demo-data.js';
import { clubs } from '../scripts/demo/world.js';
import { brokenInvariants, startProduct, type Product } from './product.js';

const readme = readFileSync('README.md', 'utf8');
const recipe = /<!-- checked by test\/readme\.e2e-spec\.ts -->\n\n?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

describe('the README', () => {
  let product: Product;
  let folder: string;

  beforeAll(async () => {
    product = await startProduct();
    await loadDemoData(product.http, product.operator.headers.authorization.replace('ApiKey ', ''), () => undefined, clubs.slice(0, 1));
    folder = mkdtempSync(join(tmpdir(), 'tessera-readme-'));
    symlinkSync(resolve('demo'), join(folder, 'demo'));
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await product.stop();
  });

  it('gives the two commands', () => {
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  it('IMP-1: its curl recipe takes a file from the template to invoices at both levels', async () => {
    const script = recipe.replace('http://localhost:3000', product.http);
    const { stdout } = await promisify(execFile)('bash', ['-eu', '-c', script], { cwd: folder, maxBuffer: 1 << 26 });
    expect(readFileSync(join(folder, 'template.csv'), 'utf8')).toMatch(/^\uFEFF?First name,Last name,Address/);
    expect(stdout).toContain('"state":"needsDecisions"');
    expect(stdout).toContain('"state":"finished"');
    expect(stdout).toMatch(/"level":"client"/);
    expect(readFileSync(join(folder, 'report.csv'), 'utf8').split('\n').length).toBeGreaterThan(1_900);
    expect(await brokenInvariants(product)).toEqual([]);
  }, 120_000);
});
