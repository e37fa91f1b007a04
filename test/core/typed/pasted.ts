import { markOf } from '../../../src/core/command/mention';
import type { Along } from '../../../src/core/command/command';
import { alice, bob, cora, guid, leftover, misread } from './readings';
import { notATarget, previewed, revokes, unknown, type Line } from './readings';

const both = revokes([alice, bob]);

const outlook: readonly Line[] = [
  ['revoke Alice Archer <alice@contoso.com>', revokes([alice])],
  ['revoke sessions for Alice Archer <alice@contoso.com>; Bob Baker <bob@contoso.com>', both],
  ['revoke sessions for Alice Archer <alice@contoso.com>, Bob Baker <bob@contoso.com>', both],
  ['revoke Alice Archer <alice@contoso.com> and Bob Baker <bob@contoso.com>.', both],
  ['revoke\nAlice Archer <alice@contoso.com>\nBob Baker <bob@contoso.com>', both],
  ['revoke "Archer, Alice" <alice@contoso.com>', revokes([alice])],
  ['revoke "Archer, Alice" <alice@contoso.com>, "Baker, Bob" <bob@contoso.com>', both],
  ['revoke Archer, Alice <alice@contoso.com>; Baker, Bob <bob@contoso.com>', both],
  ['revoke sessions for\nArcher, Alice <alice@contoso.com>\nBaker, Bob <bob@contoso.com>', both],
  ['revoke Archer, Alice <alice@contoso.com>;', revokes([alice])],
  ['revoke Alice Archer<alice@contoso.com>', revokes([alice])],
  ['revoke Alice Archer <mailto:alice@contoso.com>', revokes([alice])],
  ['revoke Alice Archer<mailto:alice@contoso.com>', revokes([alice])],
  ['revoke Alice Archer [mailto:alice@contoso.com]', revokes([alice])],
  ['revoke alice@contoso.com<mailto:alice@contoso.com>', revokes([alice])],
  ['revoke alice@contoso.com <mailto:Alice@contoso.com>', revokes([alice])],
  ['revoke [alice@contoso.com](mailto:alice@contoso.com)', revokes([alice])],
  ['revoke <alice@contoso.com> <bob@contoso.com>', both],
  ['revoke <alice@contoso.com>,<bob@contoso.com>', both],
  ['revoke <mailto:alice@contoso.com>', revokes([alice])],
  ['revoke Alice M. Archer (Sales) <alice@contoso.com>', revokes([alice])],
  ['revoke Cora de la Cruz <cora@contoso.com>', revokes([cora])],
  ['revoke van den Berg, Bob <bob@contoso.com>; alice@contoso.com', revokes([bob, alice])],
  ['revoke Nora O\u2019Neil <alice@contoso.com>', revokes([alice])],
  ['revoke \u5f20\u4f1f <alice@contoso.com>', revokes([alice])],
  ['revoke user Alice Archer <alice@contoso.com>', revokes([alice])],
];

const nearlyOutlook: readonly Line[] = [
  // "Bob" may be a second person: dropping him would be a guess.
  ['revoke Bob, Alice <alice@contoso.com>', notATarget('Bob')],
  ['revoke Archer, Alice <alice@contoso.com>', notATarget('Archer')],
  ['revoke sessions for\nBob, Alice <alice@contoso.com>', notATarget('Bob')],
  ['revoke bob@contoso.com, Bob, Alice <alice@contoso.com>;', leftover('Bob')],
  ['revoke Bob; Archer, Alice <alice@contoso.com>', notATarget('Bob')],
  ['revoke A, B, Alice <alice@contoso.com>; bob@contoso.com', notATarget('A')],
  ['revoke Alice\nArcher <alice@contoso.com>', notATarget('Alice')],
  ['revoke not Alice <alice@contoso.com>', notATarget('not Alice')],
  ['revoke Not Alice <alice@contoso.com>', notATarget('Not Alice')],
  ['revoke Everyone But Alice <alice@contoso.com>', notATarget('Everyone But Alice')],
  ['revoke alice@contoso.com, except Bob <bob@contoso.com>', leftover('except')],
  ['revoke alice@contoso.com but Not Bob <bob@contoso.com>', leftover('but')],
  ['revoke alice archer <alice@contoso.com>', notATarget('alice archer')],
  ['revoke alice@contoso.com Bob <bob@contoso.com>', leftover('Bob')],
  [
    'revoke alice@contoso.com <bob@contoso.com>',
    misread('two-in-one', { text: 'alice@contoso.com <bob@contoso.com>', topic: 'revoke' }),
  ],
  [
    'revoke alice@contoso.com<mailto:bob@contoso.com>',
    notATarget('alice@contoso.com<mailto:bob@contoso.com>'),
  ],
  [
    `revoke ${guid} <bob@contoso.com>`,
    misread('two-in-one', { text: `${guid} <bob@contoso.com>`, topic: 'revoke' }),
  ],
  ['revoke Alice <alice>', notATarget('Alice <alice>')],
  ['revoke Alice < alice@contoso.com >', notATarget('Alice <')],
  [`revoke ${'Alice '.repeat(11)}<alice@contoso.com>`, notATarget('Alice '.repeat(11).trim())],
];

const mentions: Along = {
  mentions: [
    { account: '29:alice', text: 'Alice Archer' },
    { account: '29:bob', text: 'carol@contoso.com' },
  ],
};
const first = { kind: 'mention', account: '29:alice', text: 'Alice Archer' } as const;
const second = { kind: 'mention', account: '29:bob', text: 'carol@contoso.com' } as const;
const mentioned: readonly Line[] = [
  [`revoke sessions for ${markOf(0)}`, revokes([first]), mentions],
  [`revoke ${markOf(0)} and ${markOf(1)}`, revokes([first, second]), mentions],
  [`revoke ${markOf(0)}${markOf(1)}`, revokes([first, second]), mentions],
  [`revoke ${markOf(0)} ${markOf(0)}`, revokes([first]), mentions],
  [`kick ${markOf(0)}, bob@contoso.com!`, revokes([first, bob]), mentions],
  [`revoke ${markOf(0)}.`, revokes([first]), mentions],
  [`preview ${markOf(1)}`, previewed(revokes([second])), mentions],
  [
    `revoke ${markOf(0)} because ${markOf(1)} saw it`,
    revokes([first], { reason: '@carol@contoso.com saw it' }),
    mentions,
  ],
  [`revoke alice@contoso.com ticket ${markOf(0)}`, revokes([alice], { ticket: '@Alice Archer' }), mentions],
  [`history for ${markOf(0)}`, { ok: true, command: { kind: 'history', target: first } }, mentions],
  [`revoke ${markOf(2)}`, notATarget('\ufffd'), mentions],
  [`revoke ${markOf(0)}`, notATarget('\ufffd')],
  [`revoke \ue000`, notATarget('\ufffd'), mentions],
  [`revoke 0\ue000`, notATarget('0 \ufffd'), mentions],
  [`revoke alice@contoso.com\ue000`, leftover('\ufffd'), mentions],
  [`revoke ${markOf(0)}s laptop`, leftover('s'), mentions],
  [`${markOf(0)} revoke`, unknown('@Alice Archer revoke'), mentions],
  [
    `revoke ${markOf(0)} <bob@contoso.com>`,
    misread('two-in-one', { text: '@Alice Archer <bob@contoso.com>', topic: 'revoke' }),
    mentions,
  ],
  // Only the tag: nobody stands behind it.
  ['revoke <at>Alice</at>', notATarget('<at>Alice</at>'), mentions],
  ['revoke <at>Alice Archer</at>', notATarget('<at>Alice Archer</at>'), mentions],
];

/** People as mail programs and Teams write them. */
export const pasted: Readonly<Record<string, readonly Line[]>> = {
  'people as Outlook copies them': outlook,
  'nearly as Outlook copies them': nearlyOutlook,
  'people who are mentioned': mentioned,
};
