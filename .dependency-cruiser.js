/** The arrows of the house: index → edges → flow → core. Each rule says why it is there. */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'Decisions need no clock, no I/O and no SDK: core imports only core (and its own data).',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'flow-knows-only-core',
      comment: 'Steps are written against ports, so they run over any directory, store and chat.',
      severity: 'error',
      from: { path: '^src/flow/' },
      to: { pathNot: '^src/(flow|core)/' },
    },
    {
      name: 'edges-do-not-know-each-other',
      comment: 'An edge that imports another cannot be replaced alone.',
      severity: 'error',
      from: { path: '^src/edges/([^/]+)/' },
      to: { path: '^src/edges/', pathNot: '^src/edges/$1/' },
    },
    {
      name: 'only-teams-calls-flow',
      comment: 'Teams drives the flow; every other edge implements a port and sees core alone.',
      severity: 'error',
      from: { path: '^src/edges/', pathNot: '^src/edges/teams/' },
      to: { path: '^src/flow/' },
    },
    {
      name: 'bot-sdks-stay-at-the-teams-edge',
      comment: 'Both Microsoft bot SDKs are at the end of their lives: replacing them must touch one folder.',
      severity: 'error',
      from: { pathNot: '^(src/edges/teams/|test/)' },
      to: { path: 'node_modules/(botbuilder|botframework-[^/]+|@microsoft/teams-ai|restify)/' },
    },
    {
      name: 'no-language-model',
      comment:
        'Only people decide whom to sign out. A language model may one day propose a command; it never takes this path.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: [
          'node_modules/(openai|@?ai|@ai-sdk|ollama|langchain|llamaindex|cohere-ai|replicate)/',
          'node_modules/@(openai|anthropic-ai|mistralai|huggingface|langchain|modelcontextprotocol)/',
          'node_modules/@(azure/(openai|ai-)|azure-rest/ai-|google/gen|google-cloud/vertexai|aws-sdk/client-bedrock)',
          'node_modules/@microsoft/teams-ai/.+/',
        ],
        pathNot: 'node_modules/@microsoft/teams-ai/lib/(Application|TeamsAdapter)\\.',
      },
    },
    {
      name: 'nothing-imports-the-production-entry',
      comment: 'index.ts starts a server when loaded; what others need lives in evict.ts.',
      severity: 'error',
      from: {},
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'the-audit-reads-and-does-nothing-else',
      comment:
        'The audit command is a program of its own: it needs the record, its keys and words, and nobody needs it.',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: { path: '^src/', pathNot: '^src/(audit|core|edges/store|edges/config|edges/teams/words)/' },
    },
    {
      name: 'nobody-needs-the-audit',
      comment: 'What Evict itself needs of the record lives in edges/store.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/audit/' },
      to: { path: '^src/audit/' },
    },
    {
      name: 'playground-is-never-reachable-from-production',
      comment: 'The simulated tenant and its accounts must not be switchable from a production start.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/playground/' },
      to: { path: '^src/playground/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle hides which of two files is the foundation.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'product-does-not-import-tests',
      comment: 'Tests may look at everything; nothing looks back.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'types', 'default'],
    },
  },
};
