/** Who may import whom. Each rule has a fixture under test/boundaries/ that breaks it on purpose. */
const specs = '\\.(spec|e2e-spec)\\.ts$';

export default {
  forbidden: [
    {
      name: 'apps-never-import-apps',
      comment: 'Services are owned and deployed apart; they meet only in libs/contracts.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'A library that knows its users cannot be shared.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules import the kernel and themselves: no framework, no database, no clock, no other layer.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/domain/', pathNot: specs },
      to: { pathNot: ['^apps/$1/src/domain/', '^libs/kernel/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-types-come-from-contracts-at-most',
      comment: 'Even a type of the framework or of persistence would turn the arrow round.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/domain/', pathNot: specs },
      to: { pathNot: ['^apps/$1/src/domain/', '^libs/kernel/', '^libs/contracts/'] },
    },
    {
      name: 'features-never-import-features',
      comment: 'A use-case reads from top to bottom in its own folder; what two share is domain or persistence.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/features/([^/]+)/' },
      to: { path: '^apps/$1/src/features/', pathNot: '^apps/$1/src/features/$2/' },
    },
    {
      name: 'persistence-is-below-features',
      comment: 'Dependencies point one way: feature, persistence, domain.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/persistence/' },
      to: { path: '^apps/$1/src/features/' },
    },
    {
      name: 'kernel-knows-no-framework',
      comment: 'Money, dates, ids and errors stay usable everywhere.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: specs },
      to: { pathNot: ['^libs/kernel/', '^(node:)?crypto$'] },
    },
    {
      name: 'contracts-know-little',
      comment: 'A message depends on its validation, the Command and Query types, and the kernel only.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: specs },
      to: { pathNot: ['^libs/contracts/', '^libs/kernel/', '^node_modules/(class-validator|@nestjs/cqrs)/'] },
    },
    {
      name: 'product-without-test-tools',
      comment: 'What runs in production never loads the test harness or the servers of this machine.',
      severity: 'error',
      from: { path: '^(apps|libs/(kernel|contracts|platform))/', pathNot: [specs, '/test/'] },
      to: { path: '^libs/(testing|local)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'A rule cannot judge an import it cannot find.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^test/boundaries/'] },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json', '.node'],
      conditionNames: ['types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
