import type { StoreFault } from '../../src/playground/disturbed/store';
import type { RevokeBehaviour } from '../../src/playground/tenant/behaviour';
import { isRevoke } from './evidence';
import type { Crew } from './crew';
import type { Dice } from './dice';
import type { StoryName } from './stories';
import type { Seen, Town } from './town';

/** Something that goes wrong in a run. */
export interface Disturbance {
  readonly name: string;
  /** Which story has to be told for it to matter, if not just any. */
  readonly needs?: StoryName;
  /** Waiting requests live so short that one can be seen to expire. */
  readonly shortLived?: true;
  /** The clock of the bots is set wrong. */
  readonly steps?: true;
  /** In every bot's first life. */
  readonly store?: readonly StoreFault[];
  /** Called when the people begin; `hit` is told when it happened, unless that is certain. */
  readonly begin?: (town: Town, crew: Crew, dice: Dice) => void;
}

const killing: readonly [string, StoryName?, { readonly shortLived: true }?][] = [
  ['asked'],
  ['supported', 'supported'],
  ['reminded', 'left', { shortLived: true }],
  ['confirmed', 'confirmed'],
  ['approved', 'approved'],
  ['rejected', 'rejected'],
  ['cancelled', 'cancelled'],
  ['expired', 'left', { shortLived: true }],
  ['press-refused', 'approved'],
  ['attempted', 'confirmed'],
  ['answered', 'confirmed'],
  ['halted', 'lostRole'],
  ['settled', 'confirmed'],
  ['remember'],
];

const recordKills = killing.flatMap(([on, needs, more]) =>
  (['before', 'after'] as const).map((when): Disturbance => ({
    name: `kill -9 ${when} "${on}" is written`,
    ...(needs === undefined ? {} : { needs }),
    ...more,
    store: [{ on, when, does: 'kill' }],
  })),
);

const arrivals: readonly [string, (seen: Seen) => boolean][] = [
  ['the revoke', isRevoke],
  [
    'the reading of the timestamp',
    ({ path }) => decodeURIComponent(path).includes('select=id,signInSessions'),
  ],
  [
    'a look-up of roles',
    ({ path }) => path.includes('roleManagement') || path.includes('transitiveMemberOf'),
  ],
  ['a new card', ({ service, method }) => service === 'teams' && method === 'POST'],
  ['a changed card', ({ service, method }) => service === 'teams' && method === 'PUT'],
];

const outsideKills = arrivals.flatMap(([what, fits]) =>
  (['received', 'answered'] as const).map((when): Disturbance => ({
    name: `kill -9 when ${what} is ${when}`,
    begin: (town, crew, dice) => {
      let left = 1 + dice.below(3);
      town.watch(async (seen, moment) => {
        if (moment !== when || !fits(seen)) return;
        left -= 1;
        if (left === 0) await crew.kill();
      });
    },
  })),
);

const atSomeMoment: Disturbance = {
  name: 'kill -9 at any moment, twice',
  begin: (_town, crew, dice) => {
    for (const after of [dice.below(2_000), 2_000 + dice.below(3_000)])
      setTimeout(() => void crew.kill(), after).unref();
  },
};

const revoke = 'POST /revokeSignInSessions';
const graphFaults = [
  ...[`${revoke} 500 x2`, `${revoke} 500 worked x2`, `${revoke} 503 x3`, `${revoke} 504 late=500 x2`],
  ...[
    `${revoke} 429 retry-after=8 x2`,
    `${revoke} 429 retry-after=86400 x1`,
    `${revoke} 429 retry-after=soon x1`,
  ],
  ...[`${revoke} 429 retry-after=Wed,_21_Oct_2015_07:28:00_GMT x1`, `${revoke} 401 x1`, `${revoke} 403 x1`],
  ...[`${revoke} html=502 x1`, `${revoke} html=502 worked x1`, `${revoke} delay=600 x2`],
  ...[`${revoke} no-answer x1`, `${revoke} no-answer worked x1`, `${revoke} no-answer late=400 x1`],
  ...[`${revoke} reset x2`, `${revoke} reset worked x2`, `${revoke} reset-mid-body x2`],
  ...[`${revoke} half-open x1`, `${revoke} half-open worked x1`],
  ...['GET /users 503 x10', 'GET /users 429 retry-after=1 x6', 'GET /users html x4', 'GET /users reset x4'],
  ...[
    'GET /users no-answer x3',
    'GET /users half-open x3',
    'GET /users reset-mid-body x4',
    'GET /users delay=900 x5',
  ],
  ...['GET select=id,signIn 404 x1', 'GET select=id,signIn 500 x3', 'GET roleManagement 403 x3'],
].map((fault): Disturbance => ({
  name: `Graph: ${fault}`,
  needs: 'confirmed',
  begin: ({ tenant }) => {
    tenant.control.addFault(fault);
  },
}));

const behaviours: Readonly<Record<string, RevokeBehaviour>> = {
  'accepted, and never seen': { effect: 'never', answer: { status: 200 }, times: 2 },
  'accepted, and seen late': { effect: { afterMs: 12_000 }, answer: { status: 204 }, times: 3 },
  'accepted, and done late': { effect: { lateMs: 8_000 }, answer: { status: 200 }, times: 3 },
  'accepted, and flapping': { effect: { flapMs: 3_000 }, answer: { status: 200 }, times: 3 },
  'unknown, and done late': { effect: { lateMs: 8_000 }, answer: { status: 504 }, times: 2 },
  'unknown, and flapping': { effect: { flapMs: 3_000 }, answer: { status: 504 }, times: 2 },
};
const effects = Object.entries(behaviours).map(([what, behaviour]): Disturbance => ({
  name: `revoke: ${what}`,
  needs: 'confirmed',
  begin: ({ tenant }) => {
    tenant.control.onRevoke(behaviour);
  },
}));

const teamsFaults = [
  ...['PUT /activities 404 x2', 'PUT /activities 403 x2', 'PUT /activities 412 x8', 'PUT /activities 502 x8'],
  ...['PUT /activities 429 retry-after=1 x8', 'PUT /activities 500 worked x8', 'PUT /activities reset x8'],
  ...['PUT /activities reset worked x8', 'PUT /activities no-answer x1', 'PUT /activities half-open x2'],
  ...['PUT /activities delay=1500 x4', 'PUT /activities reset-mid-body x4'],
  ...['POST /activities 500 worked x6', 'POST /activities 502 x8', 'POST /activities 429 retry-after=1 x6'],
  ...[
    'POST /activities reset worked x4',
    'POST /activities reset x6',
    'POST /activities no-answer worked x1',
  ],
  ...['POST /activities delay=1500 x4', 'POST /activities half-open worked x1', 'POST /activities 412 x4'],
].map((fault): Disturbance => ({
  name: `Teams: ${fault}`,
  begin: ({ teams }) => {
    teams.fail(fault);
  },
}));

const tokenFaults = [
  ...[
    '500 x6',
    '400 x6',
    '401 code=invalid_client x6',
    'no-answer x1',
    'delay=700 x6',
    'html=502 x4',
    'reset x4',
  ],
  ...['half-open x1', 'reset-mid-body x3'],
].map((fault): Disturbance => ({
  name: `tokens: ${fault}`,
  begin: ({ tenant }) => {
    // So short that none is kept: every call asks for one.
    tenant.control.issueTokens({ lifetimeSeconds: 60 });
    tenant.control.addFault(`GET /msi/token ${fault}`);
  },
}));

const wrongTenant: Disturbance = {
  name: 'tokens: of another tenant, for a while',
  begin: ({ tenant }) => {
    tenant.control.issueTokens({ lifetimeSeconds: 60, tenantId: tenant.people.alice.id });
    setTimeout(() => {
      tenant.control.issueTokens({ tenantId: tenant.tenantId });
    }, 1_500).unref();
  },
};

const failing = ['append', 'attempted', 'answered', 'settled', 'remember', 'read', 'behind', 'doubt', 'of'];
const storeFaults = failing.flatMap((on) => {
  const when =
    on === 'read' || on === 'behind' || on === 'of' ? (['before'] as const) : (['before', 'after'] as const);
  return when.map((moment): Disturbance => ({
    name: `record: "${on}" fails ${moment === 'before' ? 'and is not written' : 'although it is written'}`,
    begin: (_town, crew, dice) => {
      crew.disturb({ on, when: moment, does: 'throw', nth: 1 + dice.below(3), times: 3 });
    },
  }));
});
const slowRecord: Disturbance = {
  name: 'record: slow',
  begin: (_town, crew) => {
    crew.disturb({ on: 'append', when: 'before', does: { delayMs: 400 }, times: 12 });
  },
};

const clockFaults = [3_600_000, -3_600_000].map((ms): Disturbance => ({
  name: `clock: an hour ${ms > 0 ? 'forward' : 'back'}`,
  steps: true,
  needs: 'left',
  begin: (_town, crew) => {
    crew.step(ms);
  },
}));

export const disturbances: readonly Disturbance[] = [
  ...recordKills,
  ...outsideKills,
  atSomeMoment,
  ...graphFaults,
  ...effects,
  ...teamsFaults,
  ...tokenFaults,
  wrongTenant,
  ...storeFaults,
  slowRecord,
  ...clockFaults,
];
