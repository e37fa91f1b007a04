/** Everything that is elsewhere in another of Microsoft's clouds. Where each comes from: docs/decisions/0011-door.md. */
export interface Cloud {
  readonly channel: ChannelAddresses;
  /** Origin of Microsoft Graph; its scope is made from it. */
  readonly graphUrl: string;
  /** Where Microsoft Entra gives tokens to certificates and secrets. */
  readonly authorityHost: string;
  /** Origin of the Microsoft Entra admin centre, for links. */
  readonly entraUrl: string;
  /** Hosts at which Teams may ask to be answered. */
  readonly serviceHosts: readonly string[];
  /** Hosts the files of people lie on; with a dot in front everything one name below. */
  readonly fileHosts: readonly string[];
}

/** The Bot Framework's service behind Teams. */
export interface ChannelAddresses {
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
  readonly loginUrl: string;
  readonly scope: string;
  readonly oAuthUrl: string;
  readonly callerId: string;
}

export const cloudNames = ['public', 'us-gov', 'us-gov-dod', 'china'] as const;
export type CloudName = (typeof cloudNames)[number];

const usGovChannel = {
  openIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.us',
  loginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
  scope: 'https://api.botframework.us',
  callerId: 'urn:botframework:azureusgov',
};

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    channel: {
      openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      tokenIssuer: 'https://api.botframework.com',
      loginUrl: 'https://login.microsoftonline.com/botframework.com',
      scope: 'https://api.botframework.com',
      oAuthUrl: 'https://api.botframework.com',
      callerId: 'urn:botframework:azure',
    },
    graphUrl: 'https://graph.microsoft.com',
    authorityHost: 'https://login.microsoftonline.com',
    entraUrl: 'https://entra.microsoft.com',
    serviceHosts: ['smba.trafficmanager.net'],
    fileHosts: ['.sharepoint.com'],
  },
  'us-gov': {
    channel: { ...usGovChannel, oAuthUrl: 'https://tokengcch.botframework.azure.us' },
    graphUrl: 'https://graph.microsoft.us',
    authorityHost: 'https://login.microsoftonline.us',
    entraUrl: 'https://entra.microsoft.us',
    serviceHosts: ['smba.infra.gov.teams.microsoft.us'],
    // Teams hands over no files between bots and people in GCC High and DoD.
    fileHosts: [],
  },
  'us-gov-dod': {
    channel: { ...usGovChannel, oAuthUrl: 'https://apiDoD.botframework.azure.us' },
    graphUrl: 'https://dod-graph.microsoft.us',
    authorityHost: 'https://login.microsoftonline.us',
    entraUrl: 'https://entra.microsoft.us',
    serviceHosts: ['smba.infra.dod.teams.microsoft.us'],
    fileHosts: [],
  },
  china: {
    channel: {
      openIdMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      tokenIssuer: 'https://api.botframework.azure.cn',
      loginUrl: 'https://login.partner.microsoftonline.cn/microsoftservices.partner.onmschina.cn',
      scope: 'https://api.botframework.azure.cn',
      oAuthUrl: 'https://token.botframework.azure.cn',
      // The SDK knows names for two clouds only; this one is a mark on activities and decides nothing.
      callerId: 'urn:botframework:azure',
    },
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    authorityHost: 'https://login.chinacloudapi.cn',
    entraUrl: 'https://entra.microsoftonline.cn',
    serviceHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    fileHosts: ['.sharepoint.cn'],
  },
};
