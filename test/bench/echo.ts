import { ManagedIdentityCredential } from '@azure/identity';
import {
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import { createServer, plugins, type Request, type Response } from 'restify';
import { channelCredentials } from '../../src/edges/teams/credentials';
import { wire, type Wiring } from '../../src/playground/wiring';

/**
 * What Evict is measured against: the empty bot of the SDK's documentation, which says what was said to it. It checks the
 * same tokens, has the same identity and answers the same Teams; it decides nothing and writes nothing down.
 */
async function echo(context: TurnContext): Promise<void> {
  const { activity } = context;
  if (activity.type === (ActivityTypes.Invoke as string)) {
    const value = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'echo' }] };
    const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
  } else if (activity.type === (ActivityTypes.Message as string)) await context.sendActivity(activity.text);
}

const { botId, tenantId, cloud, serviceOrigins } = wire(JSON.parse(process.argv[2] ?? '{}') as Wiring);
const { channel } = cloud;
const credential = new ManagedIdentityCredential({ clientId: botId });
const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    MicrosoftAppId: botId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'SingleTenant',
    ToBotFromChannelOpenIdMetadataUrl: channel.openIdMetadataUrl,
    ToBotFromChannelTokenIssuer: channel.tokenIssuer,
    ToBotFromEmulatorOpenIdMetadataUrl: channel.openIdMetadataUrl,
    ToChannelFromBotLoginUrl: channel.loginUrl,
    ToChannelFromBotOAuthScope: channel.scope,
    OAuthUrl: channel.oAuthUrl,
    CallerId: channel.callerId,
  },
  channelCredentials(botId, credential, { scope: channel.scope, serviceOrigins }),
);
const adapter = new CloudAdapter(authentication);
const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', async (request: Request, response: Response) => {
  const { headers, method } = request;
  const body = request.body as Record<string, unknown>;
  await adapter.process({ body, headers, method: method ?? '' }, response, echo);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
