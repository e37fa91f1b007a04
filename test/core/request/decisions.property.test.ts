import fc from 'fast-check';
import type { Standing } from '../../../src/core/person';
import { approve, cancel, confirm, expire, reject, remind, support } from '../../../src/core/request/decide';
import type { Event } from '../../../src/core/request/events';
import { evolve, isWaiting, type Request } from '../../../src/core/request/state';
import { alice, ben, gina, holding, olga, standing } from '../../support/people';
import { times } from '../../support/property';
import * as story from './story';
import { after, given } from './story';

const carol = standing('Carol Chief', { roles: [holding('Global Administrator')] });
const uma = standing('Uma User', { roles: [holding('User Administrator')] });
const targets = [alice, carol];
/** Olga asks, about Alice and Carol; the others could decide. */
const everybody = [olga, alice, carol, ben, gina, uma];
const notTheirs: readonly string[] = [olga, ...targets].map(({ person }) => person.id);

const presses = ['approve', 'approve', 'reject', 'cancel', 'confirm', 'support', 'remind', 'expire'] as const;

interface Intent {
  readonly press: (typeof presses)[number];
  readonly by: Standing;
  /** How many approvers the policy in force asks for at this press. */
  readonly needed: 1 | 2;
  /** Seconds since the one before. */
  readonly later: number;
}

const intent: fc.Arbitrary<Intent> = fc.record({
  press: fc.constantFrom(...presses),
  by: fc.constantFrom(...everybody),
  needed: fc.constantFrom(1, 2),
  later: fc.constantFrom(0, 0, 1, 30, 400, 900, 1_800),
});
const intents = fc.array(intent, { minLength: 1, maxLength: 40 });
const rule = fc.constantFrom('confirm' as const, 'one-approver' as const, 'two-approvers' as const);
const often = times(2_000);

/** What the product decides for one intent: an event, or nothing. */
function decide(request: Request, { press, by, needed }: Intent, now: Date): Event | undefined {
  const verdict = {
    tier: 'standard',
    rule: needed === 1 ? 'confirm' : 'one-approver',
    coveringRoles: [],
  } as const;
  const steps: Record<Intent['press'], () => Event | undefined> = {
    approve: () => eventOf(approve(request, by, 'Global Administrator', needed, now)),
    reject: () => eventOf(reject(request, by, 'Global Administrator', 'no', now)),
    cancel: () => eventOf(cancel(request, by.person.id, now)),
    confirm: () => eventOf(confirm(request, by, verdict, now)),
    support: () => support(request, by, undefined, {}, now),
    remind: () => remind(request, now),
    expire: () => eventOf(expire(request, now)),
  };
  return steps[press]();
}

const eventOf = (decided: ReturnType<typeof approve>): Event | undefined =>
  decided.ok ? decided.event : undefined;

interface Told {
  readonly states: readonly Request[];
  readonly events: readonly Event[];
}

/** Tells a story to its end; every event the product decides on can follow, or `evolve` throws. */
function tell(how: 'confirm' | 'one-approver' | 'two-approvers', said: readonly Intent[]): Told {
  const first = story.asked({ rule: how, targets: targets.map(({ person }) => ({ person, roles: [] })) });
  const states = [given(first)];
  const events = [first];
  let now = 0;
  for (const one of said) {
    now += one.later;
    const request = states.at(-1)!;
    const event = decide(request, one, after(now));
    if (event === undefined) continue;
    events.push(event);
    states.push(evolve(story.id, request, event)!);
  }
  return { states, events };
}

/** Holds for every story of random intents by random people. */
function always(holds: (told: Told) => void): void {
  fc.assert(
    fc.property(rule, intents, (how, said) => {
      holds(tell(how, said));
    }),
    often,
  );
}

const byOf = (event: Event): string | undefined =>
  'by' in event && event.by !== null && typeof event.by === 'object' ? event.by.id : undefined;

describe('whoever presses whatever, in any order', () => {
  test('ready by approval means enough distinct approvers, none of them who asked first or a target', () => {
    let seen = 0;
    always(({ states, events }) => {
      const last = states.at(-1)!;
      if (last.decision?.kind !== 'approved') return;
      seen += 1;
      const approvals = events.filter((event) => event.type === 'approved');
      const distinct = new Set(approvals.map((event) => byOf(event)));
      expect(last.phase).toBe('ready');
      expect(distinct.size).toBe(approvals.length);
      expect(distinct.size).toBeGreaterThanOrEqual(approvals.at(-1)!.needed);
      expect(new Set(last.approvals.map(({ id }) => id))).toEqual(distinct);
      for (const id of distinct) expect(notTheirs).not.toContain(id);
    });
    expect(seen).toBeGreaterThan(often.numRuns / 20);
  });

  test('fewer approvals than the press asks for decide nothing', () => {
    always(({ states, events }) => {
      events.forEach((event, index) => {
        if (event.type !== 'approved') return;
        const { approvals, phase } = states[index]!;
        expect(phase).toBe(approvals.length >= event.needed ? 'ready' : 'awaiting-approval');
      });
    });
  });

  test('there is never a second decision, and nothing changes after the first', () => {
    always(({ states }) => {
      const decided = states.findIndex(({ decision }) => decision !== undefined);
      if (decided === -1) return;
      expect(states.slice(decided)).toHaveLength(1);
      expect(states.slice(0, decided).every(isWaiting)).toBe(true);
    });
  });

  test('a rejection comes from somebody who had not approved, and was neither target nor requester', () => {
    always(({ events }) => {
      const approvers = events.filter(({ type }) => type === 'approved').map(byOf);
      for (const event of events.filter(({ type }) => type === 'rejected')) {
        expect(approvers).not.toContain(byOf(event));
        expect(notTheirs).not.toContain(byOf(event));
      }
    });
  });

  test('only who asked confirms, and only what waits for that; only the requester cancels', () => {
    always(({ states, events }) => {
      const [asked] = states;
      const askers = [olga.person.id, ...events.filter(({ type }) => type === 'supported').map(byOf)];
      for (const event of events) {
        if (event.type === 'confirmed') {
          expect(asked?.phase).toBe('awaiting-confirmation');
          expect(askers).toContain(event.by.id);
        }
        if (event.type === 'cancelled') expect(event.by.id).toBe(olga.person.id);
      }
    });
  });

  test('at its time a request can only expire, and not before', () => {
    always(({ states, events }) => {
      const due = Date.parse(states[0]!.expiresAt);
      for (const event of events) {
        expect(Date.parse(event.at) >= due).toBe(event.type === 'expired');
      }
    });
  });

  test('everybody is reminded once at most, and noted as supporting once at most', () => {
    always(({ events }) => {
      expect(events.filter(({ type }) => type === 'reminded').length).toBeLessThanOrEqual(1);
      const supporters = events.filter(({ type }) => type === 'supported').map(byOf);
      expect(new Set(supporters).size).toBe(supporters.length);
      expect(supporters).not.toContain(olga.person.id);
    });
  });
});
