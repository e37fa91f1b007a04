import { z } from 'zod';
import { cloudNames } from './clouds';

/** One environment variable: what it is, where its value is found, and what it must look like. */
export interface Field {
  readonly what: string;
  readonly from: string;
  readonly schema: z.ZodType<string>;
  /** Used when the variable is not set; without it the variable is required. */
  readonly preset?: string;
  /** Needed only when this other variable has this value. */
  readonly onlyWhen?: readonly [name: string, value: string];
  /** Not this one alone is required, but exactly one of both. */
  readonly either?: string;
  /** Its value is never shown, not even in an error. */
  readonly secret?: true;
}

const guid = z.string().uuid('must be a GUID');
const filled = z.string().min(1, 'must not be blank');
const kinds = ['managed-identity', 'certificate', 'secret'] as const;
const kind = z.enum(kinds, { message: `must be one of ${kinds.join(', ')}` });
const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port number');
const httpsOrigin = z
  .string()
  .refine(
    (text) => isHttpsOrigin(text),
    'must be an address like https://graph.microsoft.com, without a path',
  );
const hosts = z
  .string()
  .refine((text) => text.split(',').every((host) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host.trim())), {
    message: 'must be host names with commas between them',
  });

const fileHosts = z
  .string()
  .refine((text) => text.split(',').every((host) => /^\.?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host.trim())), {
    message: 'must be host names with commas between them, or endings of them that begin with a dot',
  });

const cloud = z.enum(cloudNames, { message: `must be one of ${cloudNames.join(', ')}` });
const metadataUrl = z
  .string()
  .refine(
    (text) => isFetchable(text),
    'must be an address with https; http is for this machine alone, such as http://127.0.0.1:8080/openid',
  );

/** The bot believes whoever answers there: on any network that takes https. */
function isFetchable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return username + password === '' && (protocol === 'https:' || (protocol === 'http:' && isHere));
}

function isHttpsOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && new URL(text).origin === text;
}

const bot = 'Azure portal, your Azure Bot, Configuration';
const entra = 'Microsoft Entra admin centre, Overview';
const app = 'Microsoft Entra admin centre, App registrations, Certificates & secrets';

/** Every setting there is. The README's table and the files in `env/` are kept equal to it by a test. */
export const fields = {
  EVICT_TENANT_ID: {
    what: 'your Microsoft Entra tenant id; nobody from another is heard',
    from: entra,
    schema: guid,
  },
  EVICT_BOT_ID: { what: "the bot's Microsoft App ID", from: bot, schema: guid },
  EVICT_BOT_IDENTITY: {
    what: 'how the bot signs in to Teams: managed-identity, certificate or secret',
    from: bot,
    schema: kind,
  },
  EVICT_BOT_CERTIFICATE: {
    what: "path of the bot's PEM certificate with its key",
    from: app,
    schema: filled,
    onlyWhen: ['EVICT_BOT_IDENTITY', 'certificate'],
  },
  EVICT_BOT_SECRET: {
    what: "the bot's client secret",
    from: app,
    schema: filled,
    onlyWhen: ['EVICT_BOT_IDENTITY', 'secret'],
    secret: true,
  },
  EVICT_GRAPH_CLIENT_ID: {
    what: 'client id of the second identity, the one with rights in Microsoft Graph; not the bot',
    from: 'Azure portal, Managed Identities, or Microsoft Entra admin centre, App registrations',
    schema: guid,
  },
  EVICT_GRAPH_IDENTITY: {
    what: 'how Evict signs in to Microsoft Graph: managed-identity, certificate or secret',
    from: 'your choice; managed-identity in Azure',
    schema: kind,
  },
  EVICT_GRAPH_CERTIFICATE: {
    what: 'path of the PEM certificate with its key',
    from: app,
    schema: filled,
    onlyWhen: ['EVICT_GRAPH_IDENTITY', 'certificate'],
  },
  EVICT_GRAPH_SECRET: {
    what: 'the client secret for Microsoft Graph',
    from: app,
    schema: filled,
    onlyWhen: ['EVICT_GRAPH_IDENTITY', 'secret'],
    secret: true,
  },
  EVICT_STORE: {
    what: 'path of the record, an SQLite file on storage that survives restarts',
    from: 'your choice, such as /var/lib/evict/evict.sqlite',
    schema: filled,
  },
  EVICT_RECORD_KEY: {
    what: 'the key that seals the record: 32 random bytes or more in base64 or hex; older keys behind it, with commas',
    from: 'your key vault; made by: npm run audit -- new-key FILE',
    schema: z.string(),
    either: 'EVICT_RECORD_KEY_FILE',
    secret: true,
  },
  EVICT_RECORD_KEY_FILE: {
    what: 'path of a file with that key instead, mode 600; older keys on lines below it',
    from: 'your choice, such as /etc/evict/record.key',
    schema: z.string(),
    either: 'EVICT_RECORD_KEY',
  },
  EVICT_POLICY: {
    what: 'path of the policy file, which says who must agree; without one the default policy applies',
    from: 'your copy of env/policy.example.yml',
    schema: z.string(),
    preset: '',
  },
  EVICT_CLOUD: {
    what: `which of Microsoft's clouds your tenant is in: ${cloudNames.join(', ')}`,
    from: 'the address of your Teams: teams.microsoft.com is public, as is GCC',
    schema: cloud,
    preset: 'public',
  },
  EVICT_GRAPH_URL: {
    what: 'address of Microsoft Graph, where it is not that of the cloud',
    from: 'your network, if it has a way of its own',
    schema: httpsOrigin,
    preset: '',
  },
  EVICT_SERVICE_HOSTS: {
    what: 'hosts at which Teams may ask to be answered, exactly these, where they are not those of the cloud',
    from: "a refusal with the reason service-address-not-listed, and Microsoft's word that the host is theirs",
    schema: hosts,
    preset: '',
  },
  EVICT_FILE_HOSTS: {
    what: 'hosts that CSV files are fetched from and put to, where they are not those of the cloud',
    from: 'the address of OneDrive in your organisation, such as contoso-my.sharepoint.com, to allow no other',
    schema: fileHosts,
    preset: '',
  },
  EVICT_CHANNEL_METADATA_URL: {
    what: 'OpenID configuration that leads to the signing keys of Teams, where it is not that of the cloud',
    from: 'your network, if it has a copy of its own',
    schema: metadataUrl,
    preset: '',
  },
  EVICT_HOST: { what: 'address to listen on', from: 'your choice', schema: filled, preset: '0.0.0.0' },
  PORT: {
    what: 'port to listen on',
    from: 'set by App Service, or your choice',
    schema: port,
    preset: '3978',
  },
  EVICT_METRICS_HOST: {
    what: 'address the metrics are served on, apart from the public one',
    from: 'your choice; the metrics name nobody, and are still not for everybody',
    schema: filled,
    preset: '127.0.0.1',
  },
  EVICT_METRICS_PORT: {
    what: 'port for Prometheus to ask `GET /metrics` at; blank: no metrics are served',
    from: 'your choice, such as 9464; not that of PORT',
    schema: port,
    preset: '',
  },
  EVICT_LOG_LEVEL: {
    what: 'debug, info, warn, error or silent',
    from: 'your choice',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
      message: 'must be one of debug, info, warn, error, silent',
    }),
    preset: 'info',
  },
} as const satisfies Readonly<Record<string, Field>>;

export type Name = keyof typeof fields;
