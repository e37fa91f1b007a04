import type { KeyObject } from 'node:crypto';
import { asPersonId } from '../../core/ids';
import type { Policy } from '../../core/policy';
import { clouds, type Cloud, type CloudName } from './clouds';
import type { Identity } from './credential';
import { readPolicyFile } from './policy-file';
import { readRecordKeys } from './record-key';
import { readProxy, type Proxy } from './proxy';
import { fields, type Field, type Name } from './fields';

export interface Settings {
  readonly tenantId: string;
  readonly botId: string;
  readonly botIdentity: Identity;
  readonly graphIdentity: Identity;
  /** The addresses of Microsoft's cloud, as far as the settings do not name others. */
  readonly cloud: Pick<Cloud, 'channel' | 'authorityHost' | 'entraUrl'>;
  readonly graphUrl: string;
  /** Scope of the token for Graph. */
  readonly graphScope: string;
  /** Origins such as `https://smba.trafficmanager.net`. */
  readonly serviceOrigins: readonly string[];
  /** Where the files of people lie; `origins` are of the playground alone. */
  readonly files: { readonly hosts: readonly string[]; readonly origins?: readonly string[] };
  /** Where everything that leaves by https goes through, where there is such a place. */
  readonly proxy?: Proxy;
  readonly store: string;
  /** Newest first. */
  readonly recordKeys: readonly KeyObject[];
  readonly policy: Policy;
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where Prometheus may ask; absent: nowhere. */
  readonly metrics?: { readonly host: string; readonly port: number };
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;
type Values = Readonly<Record<Name, string>>;

/** The settings, or every problem with them at once: the name, what is wrong, and where the value is found. */
export function readSettings(environment: Environment): ReadSettings {
  const names = Object.keys(fields) as Name[];
  const read = names.map((name) => ({ name, ...readOne(name, environment) }));
  const policy = readPolicyFile(environment['EVICT_POLICY']?.trim() ?? '');
  const recordKeys = readRecordKeys(environment);
  const proxy = readProxy(environment);
  const problems = [
    ...read.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    ...unknownNames(environment),
    ...oneIdentityForBoth(environment),
    ...(recordKeys.ok ? [] : recordKeys.problems),
    ...onePortForBoth(environment),
    ...(policy.ok ? [] : policy.problems),
    ...(proxy.ok ? [] : proxy.problems),
  ];
  if (problems.length > 0 || !policy.ok || !recordKeys.ok || !proxy.ok) return { ok: false, problems };
  return {
    ok: true,
    settings: {
      ...asSettings(Object.fromEntries(read.map(({ name, value }) => [name, value])) as Values),
      recordKeys: recordKeys.keys,
      policy: policy.policy,
      ...(proxy.proxy === undefined ? {} : { proxy: proxy.proxy }),
    },
  };
}

function readOne(name: Name, environment: Environment): { value: string; problem?: string } {
  const field: Field = fields[name];
  const { what, from, schema, preset, onlyWhen, either, secret } = field;
  const value = environment[name]?.trim() ?? '';
  if (onlyWhen !== undefined && environment[onlyWhen[0]]?.trim() !== onlyWhen[1]) return { value };
  // What is wrong with both together is said once: see `readRecordKeys`.
  if (either !== undefined) return { value };
  if (value === '' && preset !== undefined) return { value: preset };
  if (value === '') return { value, problem: `${name} is missing: ${what}. Found in: ${from}.` };
  const result = schema.safeParse(value);
  if (result.success) return { value };
  const found = secret === true ? '' : ` (found "${value.slice(0, 80)}" in the environment)`;
  const wrong = result.error.issues[0]?.message ?? 'is not valid';
  return { value, problem: `${name} ${wrong}${found}: ${what}. Found in: ${from}.` };
}

/** A misspelt name would silently leave a setting at its preset. */
function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('EVICT_') && !(name in fields))
    .map((name) => `${name} is not a setting of Evict: remove it, or correct its spelling.`);
}

/** A stolen bot token must not be able to revoke: the two identities may not be one. */
function oneIdentityForBoth({ EVICT_BOT_ID: bot, EVICT_GRAPH_CLIENT_ID: graph }: Environment): string[] {
  const same =
    asPersonId(bot?.trim() ?? '') !== undefined && bot?.trim().toLowerCase() === graph?.trim().toLowerCase();
  return same
    ? ['EVICT_GRAPH_CLIENT_ID must not be EVICT_BOT_ID: the bot itself may have no rights in Graph.']
    : [];
}

/** What is public must show nothing of the metrics. */
function onePortForBoth({ PORT, EVICT_METRICS_PORT: metrics }: Environment): string[] {
  const isSame = metrics?.trim() === ((PORT?.trim() ?? '') || fields.PORT.preset);
  return isSame ? ['EVICT_METRICS_PORT must not be PORT: that one is public.'] : [];
}

function metricsOf({
  EVICT_METRICS_HOST: host,
  EVICT_METRICS_PORT: port,
}: Values): Pick<Settings, 'metrics'> {
  return port === '' ? {} : { metrics: { host, port: Number(port) } };
}

function asSettings(values: Values): Omit<Settings, 'policy' | 'recordKeys'> {
  // Tokens and activities spell ids in lower case, and are compared to the letter.
  const tenantId = values.EVICT_TENANT_ID.toLowerCase();
  const botId = values.EVICT_BOT_ID.toLowerCase();
  const identity = (kind: string, clientId: string, path: string, secret: string): Identity => {
    if (kind === 'certificate') return { kind, clientId, tenantId, path };
    return kind === 'secret' ? { kind, clientId, tenantId, secret } : { kind: 'managed-identity', clientId };
  };
  return {
    tenantId,
    botId,
    botIdentity: identity(
      values.EVICT_BOT_IDENTITY,
      botId,
      values.EVICT_BOT_CERTIFICATE,
      values.EVICT_BOT_SECRET,
    ),
    graphIdentity: identity(
      values.EVICT_GRAPH_IDENTITY,
      values.EVICT_GRAPH_CLIENT_ID,
      values.EVICT_GRAPH_CERTIFICATE,
      values.EVICT_GRAPH_SECRET,
    ),
    ...addresses(values),
    store: values.EVICT_STORE,
    host: values.EVICT_HOST,
    port: Number(values.PORT),
    logLevel: values.EVICT_LOG_LEVEL as Settings['logLevel'],
    ...metricsOf(values),
  };
}

function addresses(
  values: Values,
): Pick<Settings, 'cloud' | 'graphUrl' | 'graphScope' | 'serviceOrigins' | 'files'> {
  const cloud = clouds[values.EVICT_CLOUD as CloudName];
  const graphUrl = values.EVICT_GRAPH_URL || cloud.graphUrl;
  const openIdMetadataUrl = values.EVICT_CHANNEL_METADATA_URL || cloud.channel.openIdMetadataUrl;
  const listed = (text: string, preset: readonly string[]): readonly string[] =>
    text === '' ? preset : text.split(',').map((host) => host.trim());
  return {
    cloud: { ...cloud, channel: { ...cloud.channel, openIdMetadataUrl } },
    graphUrl,
    graphScope: `${graphUrl}/.default`,
    serviceOrigins: listed(values.EVICT_SERVICE_HOSTS, cloud.serviceHosts).map((host) => `https://${host}`),
    files: { hosts: listed(values.EVICT_FILE_HOSTS, cloud.fileHosts) },
  };
}
