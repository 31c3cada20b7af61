import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
/** What leaves no trace in the types and must not be written at all. */
const bans = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Ids come from domain/ids.ts, secrets from node:crypto; nothing here is left to chance.',
  },
  {
    selector:
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/], JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Text of people goes into the page as text.',
  },
  {
    selector: "MemberExpression[object.name='jwt'][property.name='decode']",
    message: 'A token is verified, never only read.',
  },
  {
    selector: "Property[key.name='rejectUnauthorized'][value.value=false]",
    message: 'A certificate that nobody checks protects nobody: give the authority instead.',
  },
  {
    selector: "Property[key.value='rejectUnauthorized'][value.value=false]",
    message: 'A certificate that nobody checks protects nobody: give the authority instead.',
  },
];
/** A rule or a mapping is told the time. */
const clocks = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The caller gives the time.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The caller gives the time.' },
  { selector: "CallExpression[callee.name='Date']", message: 'The caller gives the time.' },
  { selector: "CallExpression[callee.name='dayjs'][arguments.length=0]", message: 'The caller gives the time.' },
  { selector: "MemberExpression[object.name='performance'][property.name='now']", message: 'The caller gives the time.' },
];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'web/dist/', '.cache/', 'data/', 'test/output/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [js.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_+$' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/return-await': ['error', 'always'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      // A handler that promises an answer may know it at once.
      '@typescript-eslint/require-await': 'off',
      // React's and express' handlers take what they get.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false, properties: false } }],
      // Text that people type is checked for the very characters this rule dislikes.
      'no-control-regex': 'off',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...bans],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['domain/**/*.ts', 'fhir-mappings/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...bans, ...clocks] } },
  { files: ['web/**/*.ts', 'web/**/*.tsx'], plugins: { 'react-hooks': reactHooks }, rules: { ...reactHooks.configs.recommended.rules } },
  // SQL text is not a function to be cut in pieces.
  { files: ['db/migrations/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  // Programs a person starts from a terminal speak to it.
  {
    files: ['api/cli/**/*.ts', 'api/server.ts', 'db/describe.ts', 'seeds/**/*.ts', 'bench/**/*.ts', 'test/policy/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts', 'test/**/*.tsx', 'bench/**/*.ts'],
    rules: {
      // `describe` holds a whole file, and `expect(x).to.be.true` is a statement.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      // A type test says what must not compile.
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'readonly', URL: 'readonly' } },
    rules: { 'no-restricted-syntax': ['error', ...bans] },
  },
);
