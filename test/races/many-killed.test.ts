import { defaultPolicy } from '../../src/core/policy';
import { defaultLimits } from '../../src/core/request/next';
import { fold } from '../../src/core/request/state';
import { fastClock } from '../../src/playground/disturbed/clock';
import type { StoreFault } from '../../src/playground/disturbed/store';
import { town } from '../../src/playground/tenant/town';
import { openStable } from '../chaos/bots';
import { asked, person, requestId } from '../contract/events';
import { openStore } from '../support/store';
import { openStreet, type Street } from '../support/street';
import { until } from '../support/until';

const id = requestId(1);
/** Minutes of waiting for answers that were lost take seconds; what happens on the machine takes as long as it does. */
const speed = 8;

/**
 * When each of ten bots is killed: around what it writes down, early and late in its work. Each of these is sure to come: at
 * most 320 people are begun in one append, so three bots that get to that leave some for whoever comes next, and as long as
 * somebody has no outcome there is another append, and another outcome.
 */
const deaths: readonly StoreFault[] = [
  { on: 'attempted', when: 'before', does: 'kill' },
  { on: 'append', when: 'before', does: 'kill' },
  { on: 'attempted', when: 'after', does: 'kill' },
  { on: 'answered', when: 'before', does: 'kill' },
  { on: 'append', when: 'after', does: 'kill' },
  { on: 'answered', when: 'after', does: 'kill' },
  { on: 'settled', when: 'before', does: 'kill' },
  { on: 'settled', when: 'after', does: 'kill' },
  { on: 'append', when: 'before', does: 'kill' },
  { on: 'settled', when: 'before', does: 'kill' },
];

describe('a request for 1,200 people, and bots that are killed', () => {
  const time = { epoch: Date.now(), speed };
  const clock = fastClock(time);
  let street: Street;
  beforeAll(async () => {
    street = await openStreet({ clock });
    await street.stopBot();
  });
  afterAll(() => street.close());

  it('kill -9 ten times: each of them is revoked, once, and the record says so', async () => {
    const store = openStore(street.store);
    const now = clock.now();
    const at = now.toISOString();
    const usual = person('alice');
    const targets = town.crowd.map(({ id: one, displayName: name, userPrincipalName: address }) => ({
      person: { ...usual, id: one as typeof usual.id, name, address },
      roles: [],
    }));
    const expiresAt = new Date(now.getTime() + 30 * 60_000).toISOString();
    const policy = defaultPolicy;
    const ben = { ...person('ben'), role: 'Privileged Authentication Administrator' };
    await store.append(id, 0, [
      asked({ at, targets, tier: 'bulk', rule: 'one-approver', expiresAt, policy }),
      {
        at,
        type: 'approved',
        by: { id: ben.id, name: ben.name, address: ben.address, role: ben.role },
        needed: 1,
      },
    ]);
    const stable = openStable(street.tenant.environment);
    const start = { wiring: street.wiring, time, ahead: 0, limits: defaultLimits };
    for (const death of deaths) {
      const bot = await stable.start({ ...start, faults: [death] });
      await bot.gone;
    }
    const last = await stable.start({ ...start, faults: [] });
    await until('all of it is done', async () => (await store.load(id))?.phase === 'done');
    await last.kill();
    await stable.close();
    const events = await store.read(id);
    store.close();
    const sent = street.tenant.ledger.revokes();
    const worked = sent.filter(({ status }) => status === 200 || status === 204).map((one) => one.id);
    expect(worked.toSorted()).toEqual(town.crowd.map((one) => one.id).toSorted());
    const attempts = events.flatMap((event) => (event.type === 'attempted' ? [event.clientRequestId] : []));
    expect(new Set(attempts).size).toBe(attempts.length);
    expect(attempts).toEqual(expect.arrayContaining(sent.map((one) => one.clientRequestId)));
    const request = fold(id, events);
    expect(request?.runs.every(({ outcome }) => outcome?.kind === 'verified')).toBe(true);
  }, 120_000);
});
