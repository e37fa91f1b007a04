/** What is said beside an answer, once each. A closed list: its sentences are with the other words. */
export type Note =
  | 'always-asks'
  | 'beta'
  | 'streams'
  | 'errors'
  | 'variables'
  | 'pace'
  | 'evidence'
  | 'proxy'
  | 'debugger'
  | 'output';

/** Why a line with such a parameter is not run: what it is for lives elsewhere. */
export type Unfit = 'input-object' | 'headers' | 'http-pipeline' | 'proxy-credential';

/** What Evict does with a parameter. */
export type Handling =
  | { readonly kind: 'person' }
  | { readonly kind: 'preview' }
  | { readonly kind: 'confirm' }
  /** The line means the same without it; the answer says where its purpose lives. */
  | { readonly kind: 'note'; readonly note: Note }
  /** The line is not run. */
  | { readonly kind: 'unfit'; readonly unfit: Unfit }
  | { readonly kind: 'help' };

/** Which cmdlets have a parameter: those of Graph PowerShell, of Entra and AzureAD, and those about oneself. */
export type Family = 'graph' | 'entra' | 'signed-in';

export interface Parameter {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly of: readonly Family[];
  readonly takes: 'value' | 'nothing';
  readonly does: Handling;
  /** PowerShell's own, that every cmdlet has. */
  readonly common?: true;
}

const note = (name: Note): Handling => ({ kind: 'note', note: name });
const unfit = (why: Unfit): Handling => ({ kind: 'unfit', unfit: why });

/** Microsoft Learn, about_CommonParameters: names, aliases, and which are switches. */
function common(name: string, alias: string, takes: Parameter['takes'], does: Handling): Parameter {
  return { name, aliases: [alias], of: ['graph', 'entra', 'signed-in'], takes, does, common: true };
}

function graph(name: string, takes: Parameter['takes'], does: Handling): Parameter {
  return { name, aliases: [], of: ['graph'], takes, does };
}

/** Every parameter of the cmdlets that revoke sessions, and what Evict does with it. docs/commands.md shows it. */
export const parameters: readonly Parameter[] = [
  { name: 'UserId', aliases: [], of: ['graph'], takes: 'value', does: { kind: 'person' } },
  { name: 'UserId', aliases: ['ObjectId'], of: ['entra'], takes: 'value', does: { kind: 'person' } },
  common('WhatIf', 'wi', 'nothing', { kind: 'preview' }),
  common('Confirm', 'cf', 'nothing', { kind: 'confirm' }),
  graph('InputObject', 'value', unfit('input-object')),
  graph('Headers', 'value', unfit('headers')),
  graph('HttpPipelineAppend', 'value', unfit('http-pipeline')),
  graph('HttpPipelinePrepend', 'value', unfit('http-pipeline')),
  graph('ProxyCredential', 'value', unfit('proxy-credential')),
  graph('Proxy', 'value', note('proxy')),
  graph('ProxyUseDefaultCredentials', 'nothing', note('proxy')),
  graph('ResponseHeadersVariable', 'value', note('evidence')),
  graph('Break', 'nothing', note('debugger')),
  common('Verbose', 'vb', 'nothing', note('streams')),
  common('Debug', 'db', 'nothing', note('streams')),
  common('InformationAction', 'infa', 'value', note('streams')),
  common('ProgressAction', 'proga', 'value', note('streams')),
  common('WarningAction', 'wa', 'value', note('streams')),
  common('ErrorAction', 'ea', 'value', note('errors')),
  common('ErrorVariable', 'ev', 'value', note('variables')),
  common('InformationVariable', 'iv', 'value', note('variables')),
  common('OutVariable', 'ov', 'value', note('variables')),
  common('PipelineVariable', 'pv', 'value', note('variables')),
  common('WarningVariable', 'wv', 'value', note('variables')),
  common('OutBuffer', 'ob', 'value', note('pace')),
];

/** The options of `m365 entra user session revoke`, with their short forms. They are never abbreviated. */
export const options: readonly Omit<Parameter, 'of' | 'common'>[] = [
  { name: '--userId', aliases: ['-i'], takes: 'value', does: { kind: 'person' } },
  { name: '--userName', aliases: ['-n'], takes: 'value', does: { kind: 'person' } },
  { name: '--force', aliases: ['-f'], takes: 'nothing', does: { kind: 'confirm' } },
  { name: '--output', aliases: ['-o'], takes: 'value', does: note('output') },
  { name: '--query', aliases: [], takes: 'value', does: note('output') },
  { name: '--verbose', aliases: [], takes: 'nothing', does: note('streams') },
  { name: '--debug', aliases: [], takes: 'nothing', does: note('streams') },
  { name: '--help', aliases: ['-h'], takes: 'nothing', does: { kind: 'help' } },
];

/**
 * The parameter that is meant, as PowerShell finds it: its name or alias in full, or the beginning of just one; where
 * several begin so, the cmdlet's own go before the common ones.
 */
export function parameterNamed(written: string, family: Family): Parameter | undefined {
  const asked = written.toLowerCase();
  const known = parameters.filter(({ of }) => of.includes(family));
  const names = ({ name, aliases }: Parameter): readonly string[] =>
    [name, ...aliases].map((one) => one.toLowerCase());
  const exact = known.find((parameter) => names(parameter).includes(asked));
  if (exact !== undefined) return exact;
  const begun = known.filter((parameter) => names(parameter).some((name) => name.startsWith(asked)));
  const own = begun.length > 1 ? begun.filter((parameter) => parameter.common !== true) : begun;
  return own.length === 1 ? own[0] : undefined;
}
