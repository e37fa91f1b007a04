import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import { asPersonId, type PersonId } from '../../core/ids';
import type { Roster } from '../../core/ports';
import type { EvictAdapter } from './adapter';
import type { InConversation } from './conversations';
import { referenceOf, roomOf } from './place';

/** A member as Teams describes them (Microsoft Learn, "Get Teams specific context for your bot"). */
const member = z.object({ id: z.string(), aadObjectId: z.string(), tenantId: z.string() });

/**
 * Who stands behind a mention: Teams is asked for this very member of this very conversation. The name in the message, and
 * an object id that somebody wrote into it, decide nothing.
 */
export function teamsRoster(
  { ConnectorClientKey }: Pick<EvictAdapter, 'ConnectorClientKey'>,
  tenantId: string,
  inConversation: InConversation,
): Roster {
  return {
    memberOf: async (where, account) => {
      const room = referenceOf(roomOf(where)).conversation?.id ?? '';
      let answer: unknown;
      try {
        await inConversation(where, async ({ turnState }) => {
          const client: Connector = turnState.get(ConnectorClientKey);
          answer = await client.conversations.getConversationMember(room, account);
        });
      } catch (cause) {
        if (isNotThere(cause)) return undefined;
        throw new CouldNotCheck('whom you mentioned', { cause });
      }
      return ofThisTenant(answer, account, tenantId);
    },
  };
}

/** What is used of the connector client. */
interface Connector {
  readonly conversations: {
    getConversationMember(conversation: string, member: string): Promise<unknown>;
  };
}

/** Bots, people without an Entra account and people of other tenants are nobody here. */
function ofThisTenant(answer: unknown, account: string, tenantId: string): PersonId | undefined {
  const read = member.safeParse(answer);
  if (!read.success || read.data.id !== account) return undefined;
  return read.data.tenantId.toLowerCase() === tenantId ? asPersonId(read.data.aadObjectId) : undefined;
}

function isNotThere(cause: unknown): boolean {
  return cause instanceof Error && 'statusCode' in cause && cause.statusCode === 404;
}
