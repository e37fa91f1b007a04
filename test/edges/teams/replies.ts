import { catalogue } from '../../../src/core/command/catalogue';
import type { Misread } from '../../../src/core/command/command';
import { parameters, type Note } from '../../../src/core/command/powershell/parameters';
import { english } from '../../../src/edges/teams/words/words';
import type { Reply } from '../../../src/core/reply';
import type { Answer, Event, Outcome } from '../../../src/core/request/events';
import { fold, type Request } from '../../../src/core/request/state';
import {
  answered,
  approved,
  asked,
  attempted,
  cancelled,
  confirmed,
  expired,
  pressRefused,
  rejected,
  reminded,
  requestId,
  settled,
  supported,
  verified,
} from '../../contract/events';
import { crowdReplies } from './crowd-replies';
import { refusals, somebody, type Written } from './refusals';

/** Olga's request about Alice after these events. */
function request(events: readonly Event[] = [], text?: string, rule: Request['rule'] = 'confirm'): Request {
  return fold(requestId(1), recorded(events, text, rule))!;
}

function recorded(events: readonly Event[], text: Written, rule: Request['rule']): readonly Event[] {
  const { by } = asked();
  const details = {
    rule,
    reason: text ?? 'laptop stolen',
    ticket: text ?? 'INC0012345',
    by: { ...by, name: text ?? by.name, address: text ?? by.address, role: text ?? by.role! },
    targets: [{ person: somebody(text), roles: text === undefined ? [] : Array<string>(12).fill(text) }],
  };
  return [
    asked(details),
    ...events.map((event) => (text === undefined ? event : renamed(event, details.by))),
  ];
}

function renamed(event: Event, by: Request['by']): Event {
  const named = 'by' in event && event.by !== null && typeof event.by === 'object';
  return named ? ({ ...event, by: { ...by, id: event.by.id } } as Event) : event;
}

/** Everything that can happen to a request that ends well. */
const story: readonly Event[] = [
  supported,
  reminded,
  pressRefused,
  { ...approved, needed: 1 },
  attempted,
  answered({ kind: 'accepted', status: 204 }),
  verified,
];

const requestId1 = 'aaaaaaaa-0000-4000-8000-000000000001';
const evidence = {
  before: '2024-03-04T08:00:00Z',
  after: '2026-11-21T14:04:01Z',
  readAt: '2026-11-21T14:04:03Z',
};

const answers: Readonly<Record<Answer['kind'], Answer>> = {
  accepted: { kind: 'accepted', status: 204, requestId: requestId1 },
  refused: { kind: 'refused', status: 403, code: 'Authorization_RequestDenied', requestId: requestId1 },
  'not-taken': { kind: 'not-taken', why: 'TooManyRequests', retryAt: '2026-11-21T14:05:00Z' },
  unknown: { kind: 'unknown', why: '503 ServiceUnavailable', requestId: requestId1 },
};

/** Every way it can end for one person. */
function outcomes(text: Written): Readonly<Record<string, Outcome>> {
  return {
    verified: { kind: 'verified', evidence, readBack: false },
    'verified by reading back': { kind: 'verified', evidence, readBack: true },
    'accepted, not confirmed': { kind: 'unverified', accepted: true, evidence },
    'sent, not confirmed': { kind: 'unverified', accepted: false },
    'failed: denied': { kind: 'failed', code: 'Authorization_RequestDenied' },
    'failed: gone': { kind: 'failed', code: 'Request_ResourceNotFound' },
    'failed: something else': { kind: 'failed', code: 'TooManyRequests' },
    'skipped: too late': { kind: 'skipped', why: { kind: 'deadline' } },
    'stopped: not taken before': { kind: 'skipped', why: { kind: 'deadline' }, notTaken: 'TooManyRequests' },
    ...Object.fromEntries(
      Object.values(refusals(text)).map((refusal): [string, Outcome] => [
        `skipped: ${refusal.kind}`,
        { kind: 'skipped', why: { kind: 'not-allowed-any-more', refusal } },
      ]),
    ),
  };
}

/** Every state a request can be in, as its card is asked for. */
export function requests(text?: string): Readonly<Record<string, Request>> {
  const sent = [confirmed, attempted];
  const under = Object.entries(answers).map(([kind, answer]) => [
    `under way: ${kind}`,
    request([...sent, answered(answer)], text),
  ]);
  const over = Object.entries(outcomes(text)).map(([name, outcome]) => [
    `over: ${name}`,
    request([...(name.startsWith('skipped') ? [confirmed] : sent), settled(outcome)], text),
  ]);
  return {
    waiting: request([], text),
    decided: request([confirmed], text),
    'under way': request(sent, text),
    ...(Object.fromEntries([...under, ...over]) as Record<string, Request>),
    cancelled: request([cancelled], text),
    expired: request([expired], text),
    'waiting for an approver': request([], text, 'one-approver'),
    'waiting for the second approver': request([{ ...approved, needed: 2 }], text, 'two-approvers'),
    'waiting, supported and reminded': request([supported, reminded], text, 'one-approver'),
    approved: request([approved], text, 'one-approver'),
    rejected: request([{ ...rejected, reason: text ?? rejected.reason! }], text, 'one-approver'),
    'cancelled while waiting for an approver': request([cancelled], text, 'one-approver'),
    'expired while waiting for an approver': request([expired], text, 'one-approver'),
  };
}

function misreads(text: Written): Readonly<Record<Misread['problem'], Misread>> {
  const said = { text: text ?? 'frobnicate', topic: 'revoke' } as const;
  return {
    empty: { problem: 'empty' },
    quoted: { problem: 'quoted' },
    'unknown-command': { problem: 'unknown-command', ...said },
    'no-target': { problem: 'no-target', topic: 'revoke' },
    'not-a-target': { problem: 'not-a-target', ...said },
    leftover: { problem: 'leftover', ...said },
    'no-code': { problem: 'no-code', topic: 'status' },
    'not-a-code': { problem: 'not-a-code', text: said.text, topic: 'status' },
    'no-reason': { problem: 'no-reason', ...said },
    'here-or-status': { problem: 'here-or-status', ...said },
    'unknown-topic': { problem: 'unknown-topic', ...said },
    'not-a-group': { problem: 'not-a-group', text: said.text, topic: 'many' },
    'group-or-person': { problem: 'group-or-person', text: said.text, topic: 'many' },
    'two-in-one': { problem: 'two-in-one', ...said },
    'no-file': { problem: 'no-file', text: said.text, topic: 'many' },
    'file-unsaid': { problem: 'file-unsaid', topic: 'many' },
    'nothing-to-preview': { problem: 'nothing-to-preview', text: said.text, topic: 'preview' },
    'mixed-lines': { problem: 'mixed-lines', topic: 'powershell' },
    variable: { problem: 'variable', text: said.text, topic: 'powershell' },
    'other-command': { problem: 'other-command', text: said.text, topic: 'powershell' },
    'unknown-parameter': { problem: 'unknown-parameter', text: said.text, topic: 'powershell' },
    'unfit-parameter': {
      problem: 'unfit-parameter',
      text: said.text,
      unfit: 'input-object',
      topic: 'powershell',
    },
  };
}

const unfit: Readonly<Record<string, Misread>> = Object.fromEntries(
  parameters.flatMap(({ name, does }) =>
    does.kind === 'unfit'
      ? [[name, { problem: 'unfit-parameter', text: `-${name}`, unfit: does.unfit, topic: 'powershell' }]]
      : [],
  ),
);

/** Everything Evict can say, by name, about people who are called `text` and write `text` everywhere they can. */
export function replies(text?: string): readonly (readonly [name: string, reply: Reply])[] {
  const held = { templateId: 'x', name: text ?? 'Helpdesk Administrator' };
  const roles = [
    { ...held, state: 'active', scope: 'tenant' },
    { ...held, state: 'eligible', scope: 'restricted-unit' },
  ] as const;
  const standing = {
    person: somebody(text, 'olga'),
    roles,
    roleAssignableGroups: [text ?? 'Helpdesk Crew'],
    groups: [],
  };
  const everything = recorded(story, text, 'two-approvers');
  const waiting = requests(text)['waiting for an approver']!;
  const onCall = { where: 'a conversation', by: text ?? 'Ben Berg', at: '2026-11-21T14:00:00Z' };
  return [
    ...named('request ', requests(text), (one) => ({ kind: 'request', request: one })),
    ...named('press being checked, ', requests(text), (one) => ({ kind: 'checking', request: one })),
    ...named('refused: ', refusals(text), (refusal) => ({ kind: 'refused', refusal })),
    ...named('misread: ', misreads(text), (misread) => ({ kind: 'misread', misread })),
    ...named('line with a parameter: ', unfit, (misread) => ({ kind: 'misread', misread })),
    [
      'with every note',
      { kind: 'refused', refusal: { kind: 'own-request' }, notes: Object.keys(english.notes) as Note[] },
    ],
    ...catalogue.map(({ topic }) => [`help on ${topic}`, { kind: 'help', topic }] as const),
    ['help', { kind: 'help' }],
    ['who am i', { kind: 'who-am-i', standing }],
    ['who am i, without a role', { kind: 'who-am-i', standing: { ...standing, roles: [] } }],
    ['who am i, as a guest', { kind: 'who-am-i', standing: { ...standing, person: somebody(text, 'eve') } }],
    [
      'for everybody, with people to call',
      { kind: 'request', request: waiting, view: 'everybody', mention: [somebody(text)] },
    ],
    ['nobody on call', { kind: 'request', request: waiting, noOnCall: true }],
    ...crowdReplies(text),
    ['story', { kind: 'story', request: fold(requestId(1), everything)!, events: everything }],
    ['long story', { kind: 'story', request: waiting, events: Array<Event>(60).fill(refusedPress(text)) }],
    ['pending', { kind: 'list', list: 'pending', requests: Array<Request>(12).fill(waiting) }],
    ['history', { kind: 'list', list: 'history', requests: Object.values(requests(text)).slice(0, 20) }],
    ['nothing pending', { kind: 'list', list: 'pending', requests: [] }],
    ['reminder', { kind: 'reminder', request: waiting }],
    ['expiry', { kind: 'expiry', request: requests(text)['expired while waiting for an approver']! }],
    ['approvals, nowhere', { kind: 'on-call', here: false }],
    ['approvals, here', { kind: 'on-call', here: true, place: onCall }],
    ['approvals, elsewhere', { kind: 'on-call', here: false, place: onCall }],
    [
      'too many open, of everybody',
      { kind: 'refused', refusal: { kind: 'too-many-open', whose: 'everybody', most: 200 } },
    ],
    ['slow down', { kind: 'slow-down', name: text ?? 'Olga Ops', most: 20, until: '2026-11-21T14:04:00Z' }],
    [
      'file offered',
      { kind: 'file-offer', request: requestId(1), code: waiting.code, name: 'evict.csv', bytes: 9 },
    ],
    [
      'file given',
      {
        kind: 'file-given',
        name: text ?? 'evict.csv',
        link: { url: 'https://x.sharepoint.com/', uniqueId: '1', fileType: 'csv' },
      },
    ],
    ['file declined', { kind: 'file-declined', code: waiting.code }],
    ['welcome', { kind: 'welcome' }],
  ];
}

function refusedPress(text: Written): Event {
  return { ...pressRefused, refusal: refusals(text)['may-not-any-more'] };
}

function named<T>(
  prefix: string,
  things: Readonly<Record<string, T>>,
  reply: (thing: T) => Reply,
): readonly (readonly [string, Reply])[] {
  return Object.entries(things).map(([name, thing]) => [`${prefix}${name}`, reply(thing)] as const);
}
