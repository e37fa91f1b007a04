import { ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { CouldNotCheck } from '../../core/fault';
import type { PersonId } from '../../core/ids';
import type { Clock, Revocation, Sessions } from '../../core/ports';
import type { Answer } from '../../core/request/events';
import type { Reading } from '../../core/request/proof';
import { classify, notAnswered } from './answers';
import { batch, type Item } from './batch';
import type { GraphClient } from './client';
import { openPacing, type Pacing } from './pacing';
import { forOne, type Lookup, type ReadAnswer } from './read';
import { inBatches, oneByOne } from './reader';

/** `POST /users/{id}/revokeSignInSessions` and the timestamp that proves it. One for a process: the write quota is kept here. */
export function graphSessions(client: GraphClient, clock: Clock): Sessions {
  const pacing = openPacing(clock);
  const means = { client, clock, pacing };
  const single = oneByOne(client);
  const many = inBatches(client, forOne);
  return {
    read: async (id) => {
      const [answer] = await single.get([lookup(id)], timestamp);
      return answer && asReading(answer);
    },
    readMany: async (ids) => {
      const reader = ids.length === 1 ? single : many;
      const answers = await reader.settle(ids.map(lookup), timestamp);
      return answers.map((answer) => {
        if (answer instanceof CouldNotCheck) return 'unknown';
        return answer === undefined ? 'gone' : asReading(answer);
      });
    },
    revoke: (id, clientRequestId) => revokeOne(means, { id, clientRequestId }),
    revokeMany: async (items) => {
      const [only, ...others] = items;
      if (only !== undefined && others.length === 0) return [await revokeOne(means, only)];
      return revokeAll(means, items);
    },
    turn: (count, hurry, cut) => pacing.turn(count, hurry, cut),
  };
}

const timestamp = z.object({
  signInSessionsValidFromDateTime: z.string().datetime({ offset: true }).nullish(),
});

function lookup(id: PersonId): Lookup {
  const path = `/users/${id}?$select=id,signInSessionsValidFromDateTime`;
  return { what: 'when sessions were last revoked', path };
}

function asReading({ body, graphDate }: ReadAnswer<z.infer<typeof timestamp>>): Reading {
  return { validFrom: body.signInSessionsValidFromDateTime ?? null, graphDate };
}

const pathOf = ({ id }: Revocation): string => `/users/${id}/revokeSignInSessions`;
const headersOf = ({ clientRequestId }: Revocation): Record<string, string> => ({
  'content-type': 'application/json',
  'client-request-id': clientRequestId,
});

interface RevokeMeans {
  readonly client: GraphClient;
  readonly clock: Clock;
  readonly pacing: Pacing;
}

async function revokeOne({ client, clock, pacing }: RevokeMeans, item: Revocation): Promise<Answer> {
  try {
    const response = (await client
      .api(pathOf(item))
      .headers(headersOf(item))
      .responseType(ResponseType.RAW)
      .post({})) as Response;
    pacing.heard([response]);
    return await classify(response, clock.now());
  } catch (cause) {
    return notAnswered(cause, clock.now());
  }
}

/** One call for all. Whatever went wrong with it as a whole went wrong with each. */
async function revokeAll(
  { client, clock, pacing }: RevokeMeans,
  items: readonly Revocation[],
): Promise<readonly Answer[]> {
  try {
    const responses = await batch(client, items.map(asItem));
    pacing.heard(responses.filter((response) => response !== undefined));
    return await Promise.all(
      responses.map(async (response): Promise<Answer> => {
        if (response === undefined) return { kind: 'unknown', why: 'no answer in the batch' };
        return classify(response, clock.now());
      }),
    );
  } catch (cause) {
    return items.map(() => notAnswered(cause, clock.now()));
  }
}

function asItem(item: Revocation): Item {
  return { method: 'POST', path: pathOf(item), headers: headersOf(item), body: {} };
}
