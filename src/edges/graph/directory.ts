import type { Clock, Directory } from '../../core/ports';
import type { GraphClient } from './client';
import { findAll } from './find';
import { findGroup, members, peopleIn } from './groups';
import { inBatches, oneByOne } from './reader';
import { standing } from './standing';
import { standingsOf } from './standings';

/** Microsoft Entra, read through Microsoft Graph v1.0. */
export function graphDirectory(client: GraphClient, clock: Clock): Directory {
  const single = oneByOne(client);
  const many = inBatches(client);
  const standingNow: Directory['standing'] = (id) => standing(single, id, clock.now());
  return {
    find: async (ref) => {
      const [found] = await findAll(single, [ref]);
      return found ?? { kind: 'none' };
    },
    findAll: (refs) => findAll(many, refs),
    standing: standingNow,
    standings: standingsOf(client, clock, standingNow),
    group: (ref) => findGroup(single, ref),
    peopleIn: (group, most) => peopleIn(single, group, most),
    members: (groups, most) => members(single, groups, most),
  };
}
