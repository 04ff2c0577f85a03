// Jest loads its global setup outside its own module system, where neither TypeScript nor the aliases of package.json
// lead to the sources. These hooks do that, so that tests never depend on an earlier build.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const root = new URL('../', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const alias = /^#(\w+)\/(.*)$/.exec(specifier);
    if (alias) return { url: new URL(`libs/${alias[1]}/src/${alias[2]}.ts`, root).href, format: 'module', shortCircuit: true };
    if (context.parentURL?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(specifier)) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.startsWith(root.href) || !url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, sourceMaps: 'inline' });
    return { source: code, format: 'module', shortCircuit: true };
  },
});
