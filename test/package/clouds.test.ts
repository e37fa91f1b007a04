import { AzureAuthorityHosts } from '@azure/identity';
import { CallerIdConstants } from 'botbuilder';
import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import { clouds, cloudNames, type ChannelAddresses } from '../../src/edges/config/clouds';
import { englishIn } from '../../src/edges/teams/words/words';

type Constants = typeof AuthenticationConstants | typeof GovernmentConstants;

const ofTheSdk = (constants: Constants, callerId: string): Omit<ChannelAddresses, 'oAuthUrl'> => ({
  openIdMetadataUrl: constants.ToBotFromChannelOpenIdMetadataUrl,
  tokenIssuer: constants.ToBotFromChannelTokenIssuer,
  loginUrl: constants.ToChannelFromBotLoginUrl,
  scope: constants.ToChannelFromBotOAuthScope,
  callerId,
});

describe("the addresses of Microsoft's clouds", () => {
  it('are those of the SDK, as far as it knows them', () => {
    const { PublicAzureChannel, USGovChannel } = CallerIdConstants;
    expect(clouds.public.channel).toMatchObject(ofTheSdk(AuthenticationConstants, PublicAzureChannel));
    expect(clouds.public.channel.oAuthUrl).toBe(AuthenticationConstants.OAuthUrl);
    for (const name of ['us-gov', 'us-gov-dod'] as const)
      expect(clouds[name].channel).toMatchObject(ofTheSdk(GovernmentConstants, USGovChannel));
  });

  it('are those of the sign-in library', () => {
    expect(Object.fromEntries(cloudNames.map((name) => [name, clouds[name].authorityHost]))).toEqual({
      public: AzureAuthorityHosts.AzurePublicCloud,
      'us-gov': AzureAuthorityHosts.AzureGovernment,
      'us-gov-dod': AzureAuthorityHosts.AzureGovernment,
      china: AzureAuthorityHosts.AzureChina,
    });
  });

  it('have a Graph, an Entra admin centre and a Teams each', () => {
    const told = cloudNames.map((name) => {
      const { graphUrl, entraUrl, serviceHosts } = clouds[name];
      return [name, graphUrl, entraUrl, ...serviceHosts];
    });
    expect(told).toEqual([
      ['public', 'https://graph.microsoft.com', 'https://entra.microsoft.com', 'smba.trafficmanager.net'],
      [
        'us-gov',
        'https://graph.microsoft.us',
        'https://entra.microsoft.us',
        'smba.infra.gov.teams.microsoft.us',
      ],
      [
        'us-gov-dod',
        'https://dod-graph.microsoft.us',
        'https://entra.microsoft.us',
        'smba.infra.dod.teams.microsoft.us',
      ],
      [
        'china',
        'https://microsoftgraph.chinacloudapi.cn',
        'https://entra.microsoftonline.cn',
        'frontend.botapi.msg.infra.teams.microsoftonline.cn',
      ],
    ]);
  });

  it('never cross: outside the public cloud nothing leads back to it', () => {
    for (const name of cloudNames.filter((one) => one !== 'public')) {
      const addresses = JSON.stringify({
        ...clouds[name],
        channel: { ...clouds[name].channel, callerId: '' },
      });
      expect(addresses).not.toMatch(/\.com\b/);
    }
  });

  it("lead people to their own cloud's admin centre", () => {
    const said = englishIn(clouds.china.entraUrl).told({
      kind: 'not-entitled',
      eligible: [{ name: 'x' }],
    } as never);
    expect(said.link?.url).toMatch(
      /^https:\/\/entra\.microsoftonline\.cn\/#view\/Microsoft_Azure_PIMCommon\//,
    );
    expect(englishIn(clouds.china.entraUrl).told({ kind: 'caller-unknown' })).not.toHaveProperty('link');
  });
});
