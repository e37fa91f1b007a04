import { town } from '../../../src/playground/tenant/town';

export const tenantId = town.tenantId;
export const serviceUrl = 'https://smba.trafficmanager.net/emea/';
export const bot = { id: `28:${town.identities.channel.appId}`, name: 'Evict' };

/** A message from Olga in her personal chat, as Teams sends it; `changes` replaces whole properties. */
export function message(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1732197787000',
    timestamp: '2026-11-21T14:03:07.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:olga', name: 'Olga Ops', aadObjectId: town.people.olga.id },
    recipient: bot,
    conversation: { id: 'a:personal', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    text: 'revoke sessions for alice@contoso.com',
    ...changes,
  };
}

/** The same without these properties. */
export function without(...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(message()).filter(([name]) => !names.includes(name)));
}
