import type { IncomingMessage } from 'node:http';
import { activitySchema, type InboundActivity } from '../activity';
import { bodyLimits, readJson, type BodyLimits } from './body';
import { readHeaders } from './headers';
import type { SigningKeys } from './keys';
import type { Refusal } from './refusals';
import { isServiceAddress } from './service-address';
import { checkToken, type CheckedToken } from './token';

export interface DoorSettings {
  readonly tenantId: string;
  readonly botId: string;
  /** Of the channel's tokens. */
  readonly issuer: string;
  /** Origins Teams may ask to be answered at, exactly; such as `https://smba.trafficmanager.net`. */
  readonly serviceOrigins: readonly string[];
  readonly keys: SigningKeys;
  readonly limits?: BodyLimits;
  /** The machine's clock, as tokens are made by others' clocks. */
  readonly now?: () => Date;
}

export type Entered =
  | {
      readonly ok: true;
      readonly activity: InboundActivity;
      /** As it was sent, with what Evict does not read. */
      readonly raw: Record<string, unknown>;
      readonly token: CheckedToken;
    }
  | { readonly ok: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): Entered => ({ ok: false, refusal });

/**
 * Reads and checks one request, cheapest checks first, before any SDK sees it. The token is checked before the body is
 * read: who has none cannot make us hold anything.
 */
export async function enter(request: IncomingMessage, settings: DoorSettings): Promise<Entered> {
  const { limits = bodyLimits, now = () => new Date() } = settings;
  const headed = readHeaders(request, limits.bytes);
  if (!headed.ok) return headed;
  const checked = await checkToken(headed.token, { ...settings, now });
  if (!checked.ok) return checked;
  const body = await readJson(request, limits);
  if (!body.ok) return body;
  const parsed = activitySchema.safeParse(body.value);
  if (!parsed.success) return refuse('not-an-activity');
  const refusal = foreign(parsed.data, checked.serviceUrl, settings);
  if (refusal !== undefined) return refuse(refusal);
  const raw = body.value as Record<string, unknown>;
  return { ok: true, activity: parsed.data, raw, token: checked.token };
}

/** Not Teams, not our tenant (it must stand in both places), or not an address of Teams. */
function foreign(
  activity: InboundActivity,
  tokenServiceUrl: string,
  { tenantId, serviceOrigins }: DoorSettings,
): Refusal | undefined {
  if (activity.channelId !== 'msteams') return 'another-channel';
  if (activity.conversation.tenantId !== tenantId) return 'another-tenant-in-the-conversation';
  if (activity.channelData.tenant.id !== tenantId) return 'another-tenant-in-the-channel-data';
  if (activity.serviceUrl !== tokenServiceUrl) return 'token-for-another-service-address';
  return isServiceAddress(activity.serviceUrl, serviceOrigins) ? undefined : 'service-address-not-listed';
}
