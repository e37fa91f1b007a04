import fc from 'fast-check';
import type { Reply } from '../../../src/core/reply';
import { replyCard } from '../../../src/edges/teams/cards/reply';
import type { Card } from '../../../src/edges/teams/cards/parts';
import { english } from '../../../src/edges/teams/words/words';
import { buttons, literalTexts, ownTexts, problemsOf, visibleText } from '../../support/cards';
import { replies, requests } from './replies';

const cardOf = (reply: Reply): Card => replyCard(reply, english);
const all = replies();

describe('every card', () => {
  it.each(all)('is whole and small, by our rules and by those of Microsoft: %s', (_, reply) => {
    expect(problemsOf(cardOf(reply))).toEqual([]);
  });

  it.each(all)('says something: %s', (_, reply) => {
    expect(visibleText(cardOf(reply)).length).toBeGreaterThan(20);
  });

  it.each(all)('carries the same whenever it is made: %s', (_, reply) => {
    expect(cardOf(reply)).toEqual(cardOf(reply));
  });

  it.each(all)('never promises what a revoke does not do: %s', (_, reply) => {
    const said = visibleText(cardOf(reply)).replace('"sign me out everywhere"', '');
    expect(said).not.toMatch(/signed out everywhere|logged out everywhere|all sessions (have )?ended/i);
    expect(said).not.toMatch(/\b(undefined|null|NaN|Invalid Date|\[object)/);
  });
});

describe('text from people', () => {
  const ordinary = new Map(all.map(([name, reply]) => [name, ownTexts(cardOf(reply))]));
  const isSafe = (text: string): void => {
    for (const [name, reply] of replies(text)) {
      const card = cardOf(reply);
      expect([name, problemsOf(card)]).toEqual([name, []]);
      expect([name, ownTexts(card)]).toEqual([name, ordinary.get(name)]);
    }
  };
  const written = [
    ['a Markdown link', '[Approve](https://evil.example)'],
    ['a Markdown image', '![](https://evil.example/pixel.png)'],
    ['emphasis and code', '**CONFIRMED** _by_ `Entra`'],
    ['HTML', '<a href="https://evil.example">Alice</a><script>alert(1)</script>'],
    ['a mention', '<at>Global Administrators</at>'],
    ['a piece of a card', '"},{"type":"Action.OpenUrl","url":"https://evil.example"}'],
    ['a template', '${$root.secret} {{value}'],
  ] as const;

  it.each(written)('is shown literally where no Markdown is read, and nowhere else: %s', (_, text) => {
    isSafe(text);
    const waiting = cardOf({ kind: 'request', request: requests(text)['waiting']! });
    expect(literalTexts(waiting)).toContain(text.replace('{{', '{ {'));
  });

  it.each([
    ['a line break that fakes a fact', 'stolen\nRoles and groups: none\r\nDecided by: Carol Chief'],
    ['other line breaks', 'a\u2028b\u2029c\u0085d\u000be'],
    ['control characters', 'a\u0000b\u001b[31mc\u0007d\u007fe\u009bf'],
    ['a right-to-left override', 'alice\u202emoc.live\u202c \u2066x\u2069 \u200fy'],
    ['zero-width and soft ones', 'al\u200bi\u200dc\u2060e\ufeff\u00ad'],
    ['lone surrogates', '\ud83d alice \ude00'],
    ['a pair cut in two at the limit', `${'a'.repeat(298)}😀😀`],
    ['invisible tags', 'alice\u{e0041}\u{e0042}\u{e007f}'],
    ['letters without a shape', '\u3164\u115f\uffa0\u034f\ufe0f\u2800'],
    ['nothing but blanks', ' \t\n\u00a0\u3000 '],
    ['5,000 characters', 'x'.repeat(5_000)],
    ['5,000 wide characters', '漢'.repeat(5_000)],
    ['5,000 faces', '😀'.repeat(5_000)],
    ['5,000 quotes', '"\\'.repeat(2_500)],
  ])('cannot break a line, hide itself or outgrow the card: %s', (_, text) => {
    isSafe(text);
  });

  it.each([
    '{{DATE(2026-11-21T14:03:07Z, SHORT)}}',
    '{{{DATE(2026-11-21T14:03:07Z, SHORT)}}}',
    '{{{{TIME(2026-11-21T14:03:07Z)}}}}',
    '{\u200b{DATE(2026-11-21T14:03:07Z)}}',
    '{\ud83d{DATE(2026-11-21T14:03:07Z)}}',
  ])('is never turned into a date by the client: %s', (text) => {
    isSafe(text);
  });

  it('is safe whatever it is', () => {
    const nasty = fc.constantFrom(
      '{{',
      '](',
      '<at>',
      '\n',
      '\u202e',
      '\ud83d',
      '**',
      '"}',
      '{',
      '\u0000',
      '漢',
    );
    const pieces = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 20 });
    fc.assert(
      fc.property(
        pieces.map((words) => words.join('')),
        isSafe,
      ),
      { numRuns: 60 },
    );
  });

  it('does not hide the object id of the one who is meant behind a long name', () => {
    const several = replies('x'.repeat(5_000)).find(([name]) => name === 'refused: several-found');
    const card = cardOf(several![1]);
    expect(visibleText(card)).toContain(requests()['waiting']!.targets[0]!.person.id);
  });
});

describe('buttons', () => {
  const ofRequests = Object.entries(requests());
  const others = ofRequests.filter(([name]) => !name.startsWith('waiting'));
  const waiting = requests()['waiting']!;
  const forApprovers = requests()['waiting for an approver']!;
  const titles = (reply: Reply): unknown => buttons(cardOf(reply)).map(({ title, verb }) => [title, verb]);

  it('of a request that waits for its requester decide, and carry its id and nothing else', () => {
    expect(buttons(cardOf({ kind: 'request', request: waiting }))).toMatchObject([
      { title: 'Revoke sessions', verb: 'confirm', data: { request: waiting.id } },
      { title: 'Cancel', verb: 'cancel', data: { request: waiting.id } },
    ]);
  });

  it('of a request that waits for an approver are for those who can decide', () => {
    const card = cardOf({ kind: 'request', request: forApprovers, view: 'everybody' });
    expect(buttons(card)).toMatchObject([
      { title: 'Approve', verb: 'approve', associatedInputs: 'none' },
      { title: 'Reject', verb: 'reject', associatedInputs: 'auto' },
      { title: 'Cancel', verb: 'cancel', associatedInputs: 'none' },
    ]);
    expect(visibleText(card)).toContain('<Reason (needed to reject)>');
  });

  it('leave the asker nothing to press but Cancel while others decide', () => {
    expect(titles({ kind: 'request', request: forApprovers, view: 'asker' })).toEqual([['Cancel', 'cancel']]);
    expect(titles({ kind: 'request', request: forApprovers })).toEqual([['Cancel', 'cancel']]);
  });

  it.each(others)('are on no card of a request that is %s, whoever it is for', (_, request) => {
    expect(titles({ kind: 'request', request })).toEqual([]);
    expect(titles({ kind: 'request', request, view: 'everybody' })).toEqual([]);
  });

  it.each(ofRequests)('are on no card while a press is being checked: %s', (_, request) => {
    expect(titles({ kind: 'checking', request })).toEqual([]);
  });

  it.each(all.filter(([, { kind }]) => !['request', 'checking', 'pick'].includes(kind)))(
    'are on no other answer: %s',
    (_, reply) => {
      expect(titles(reply)).toEqual([]);
    },
  );
});
