// For tests only: lets a thread run the TypeScript source. Node strips the types by itself; this finds the files that
// './name.js' and '#library/name' stand for.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const libraries = new URL('../../../', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const alias = /^#(\w+)\/(.+)$/.exec(specifier);
    if (alias) return next(new URL(`${alias[1]}/src/${alias[2]}.ts`, libraries).href, context);
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(specifier, context);
  },
});
