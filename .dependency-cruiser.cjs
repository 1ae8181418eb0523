// Who may import whom. Lower floors know nothing of higher ones; a feature is entered through its index.ts alone.
const FLOORS = [
  ['access'],
  ['audit', 'company'],
  ['people', 'clients', 'schemes'],
  ['intake', 'plans'],
  ['measures'],
  ['payroll'],
  ['statements', 'simulations', 'schedule', 'grades'],
  ['reports', 'exports'],
];

/** What the calculation shows to others: all of it by its index.ts, amounts and months also alone. */
const CALC_SHOWN = '^src/calc/(decimal|period|rounding|index)[.]ts$';

/** Of the command line and the platform: what needs no database. */
const LIGHT_COMMANDS = 'answers|command|commands|scenario|verify|verify-words';
const LIGHT_PARTS = 'scheme-source|verifier|yaml-depth';

/** What the build read off the sources. */
const METADATA = '^src/metadata[.](d[.])?ts$';

/** A feature imports itself and the index.ts of features on the floors below. */
const floorRules = FLOORS.flatMap((floor, height) => {
  const below = FLOORS.slice(0, height).flat().join('|');
  return floor.map((feature) => ({
    name: `${feature}-imports-only-below`,
    comment:
      'A feature may use the features of lower floors only; move what both need down, or turn the call round.',
    severity: 'error',
    from: { path: `^src/features/${feature}/` },
    to: {
      path: '^src/features/',
      pathNot: [`^src/features/${feature}/`, ...(below ? [`^src/features/(${below})/`] : [])],
    },
  }));
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle is two files that are one subject, or a thing that belongs to neither.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nobody imports and that imports nobody is dead.',
      severity: 'error',
      from: { orphan: true, path: '^(src|migrations|web/src)/', pathNot: '[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'only-what-can-be-found',
      comment: 'The import leads nowhere; dist/ may not have been built yet.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(^|/)dist/' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What the service needs at run time is in `dependencies` of package.json.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'calc-is-pure',
      comment:
        'The calculation: decimal.js and itself, so that it can be read, tested and kept alone. No clock, no I/O.',
      severity: 'error',
      from: { path: '^src/calc/', pathNot: '[.]spec[.]ts$' },
      to: { pathNot: ['^src/calc/', '(^|/)node_modules/decimal[.]js/'] },
    },
    {
      name: 'platform-knows-no-features',
      comment: 'The platform: libraries, itself, and the calculation.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^(src|migrations)/', pathNot: ['^src/(platform|calc)/', METADATA] },
    },
    {
      name: 'openapi-reads-the-build',
      comment: 'What the build read off the sources is for the description of the API alone.',
      severity: 'error',
      from: { pathNot: '^src/platform/openapi[.]ts$' },
      to: { path: METADATA },
    },
    ...floorRules,
    {
      name: 'features-on-a-floor',
      comment: 'A new feature gets its floor in FLOORS of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^src/features/', pathNot: `^src/features/(${FLOORS.flat().join('|')})/` },
      to: {},
    },
    {
      name: 'features-by-their-index',
      comment: 'From one feature into another leads its index.ts only.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/[^/]+/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index[.]ts$'] },
    },
    {
      name: 'top-by-the-index',
      comment: 'Whatever starts or uses the service from above enters features through index.ts too.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(calc|platform|features)/', '[.]spec[.]ts$', '^src/entities[.]ts$'],
      },
      to: { path: '^src/features/', pathNot: '/index[.]ts$' },
    },
    {
      name: 'entities-list-tables',
      comment: 'entities.ts may reach past index.ts for entities and record classes only.',
      severity: 'error',
      from: { path: '^src/entities[.]ts$' },
      to: { path: '^src/features/', pathNot: '(/index|[.]entity|[.]dto)[.]ts$' },
    },
    {
      name: 'features-know-no-top',
      comment: 'Features do not know who starts them.',
      severity: 'error',
      from: { path: '^src/features/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^(src|migrations)/', pathNot: '^src/(calc|platform|features)/' },
    },
    {
      name: 'calculation-by-its-index',
      comment: 'Nobody reaches into the calculation; what is needed outside is in its index.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/calc/|[.]spec[.]ts$' },
      to: { path: '^src/calc/', pathNot: CALC_SHOWN },
    },
    {
      name: 'commands-without-a-database',
      comment:
        'What needs no database loads none of its code, so that it starts at once; import() loads it where it is needed.',
      severity: 'error',
      from: {
        path: `^src/(cli|cli/(${LIGHT_COMMANDS})|scenarios/(?!evaluation)[^/]+|platform/(${LIGHT_PARTS}))[.]ts$`,
      },
      to: {
        path: '^src/|(^|/)node_modules/(@nestjs|typeorm)/',
        pathNot: `^src/(calc|scenarios|cli/(${LIGHT_COMMANDS})[.]|platform/(${LIGHT_PARTS})[.])`,
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'page-knows-no-service',
      comment: 'The page knows the service by the generated types of its API alone.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|migrations|test|bench)/' },
    },
    {
      name: 'nobody-knows-the-page',
      comment: 'The service only serves what was built of it. Tests may try its pure parts.',
      severity: 'error',
      from: { path: '^(src|migrations|bench)/' },
      to: { path: '^web/' },
    },
    {
      name: 'page-features-apart',
      comment:
        'A feature of the page uses itself and what all are made of: api, i18n, ui. What two need goes to ui.',
      severity: 'error',
      from: { path: '^web/src/(api|i18n|ui|features/[^/]+)/' },
      to: { path: '^web/src/(features|shell)/', pathNot: '^web/src/$1/' },
    },
    {
      name: 'no-tests-in-the-service',
      comment: 'Tests import the service, never the other way round.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '[.]spec[.]ts$' },
      to: { path: '(^test/|[.]spec[.]ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^src/metadata[.]ts$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    extraExtensionsToScan: [],
  },
};
