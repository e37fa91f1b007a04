import { signingKeys, type SigningKeys } from '../../src/edges/teams/door/keys';
import { fetchPublished } from '../../src/edges/teams/door/published';
import { openChannel, type ChannelTokenOverrides } from '../../src/playground/tenant/signin/channel';
import { town } from '../../src/playground/tenant/town';

export const botId = town.identities.channel.appId;
export const issuer = 'https://api.botframework.com';
export const serviceUrl = 'https://smba.trafficmanager.net/emea/';

/** The channel without a network: its tokens, and its keys as the bot fetched them. */
export interface ChannelAtHand {
  token(overrides?: ChannelTokenOverrides): string;
  readonly keys: SigningKeys;
}

const base = 'https://login.test';
const metadataPath = '/botframework/.well-known/openidconfiguration';

export async function channelAtHand(): Promise<ChannelAtHand> {
  const channel = await openChannel();
  const fetch = async (address: unknown): Promise<Response> => {
    const path = new URL(String(address)).pathname;
    return new Response(JSON.stringify(channel.answer(path, base)?.body));
  };
  const journal = { note: () => undefined };
  const load = (): ReturnType<typeof fetchPublished> =>
    fetchPublished({ url: `${base}${metadataPath}`, fetch });
  const keys = signingKeys({ load, now: () => 0, journal });
  await keys.tend();
  return {
    keys,
    token: (overrides = {}) => channel.channelToken({ botId, serviceUrl, overrides }),
  };
}
