import type { Reply } from '../../../src/core/reply';
import { replyCard } from '../../../src/edges/teams/cards/reply';
import { english } from '../../../src/edges/teams/words/words';
import { visibleText } from '../../support/cards';
import { replies, requests } from './replies';

const shown = (name: string): string =>
  visibleText(replyCard({ kind: 'request', request: requests()[name]! }, english));
const said = (reply: Reply): string => visibleText(replyCard(reply, english));
const named = (part: string): readonly string[] =>
  Object.keys(requests()).filter((name) => name.includes(part));

const confirmed = /confirmed by Microsoft Entra|Microsoft Entra confirmed/i;

describe('the confirmation card', () => {
  it('shows exactly whom it is about', () => {
    const { person } = requests()['waiting']!.targets[0]!;
    for (const fact of [
      'Alice Archer',
      'Sign-in name: alice@contoso.com',
      'Job title: Account Manager',
      'Department: Sales',
      'Account: enabled, managed in the cloud',
      'Roles and groups: none',
      'Sessions valid from: 08:00:00 UTC on 4 Mar 2024',
      `Object id: ${person.id}`,
    ])
      expect(shown('waiting').split('\n')).toContain(fact);
  });

  it('shows why, who asks and with what role, the code, and until when', () => {
    for (const fact of [
      'Reason: laptop stolen',
      'Ticket: INC0012345',
      'Asked by: Olga Ops, as Helpdesk Administrator',
      'Request: R-7F3K2',
      'Expires: 14:33:07 UTC on 21 Nov 2026',
    ])
      expect(shown('waiting').split('\n')).toContain(fact);
  });

  it('says what will happen and what will not', () => {
    expect(shown('waiting')).toMatch(/(must|has to) sign in again/);
    expect(shown('waiting')).toMatch(/within 15 minutes/);
    expect(shown('waiting')).toMatch(/about an hour/);
    expect(shown('waiting')).toMatch(/Sessions that an app keeps by itself do not end/);
    expect(shown('waiting')).toMatch(/can sign in again.*reset the password or block sign-in/s);
  });
});

describe('what a card claims', () => {
  const verified = named('over: verified');
  const others = Object.keys(requests()).filter((name) => !verified.includes(name));

  it.each(verified)('is that Entra confirmed it, and when, once it did: %s', (name) => {
    expect(shown(name)).toContain('Microsoft Entra confirmed it at 14:04:03 UTC on 21 Nov 2026');
  });

  it.each(others)('is never that Entra confirmed it before it did: %s', (name) => {
    expect(shown(name)).not.toMatch(confirmed);
  });

  it('tells a proof by reading back from a clear answer', () => {
    expect(shown('over: verified by reading back')).toContain('the effect was confirmed by reading back');
    expect(shown('over: verified')).not.toContain('reading back');
  });

  it('is only that it was accepted, after a clear yes without proof', () => {
    expect(shown('over: accepted, not confirmed')).toContain('Microsoft Entra accepted it');
    expect(shown('over: accepted, not confirmed')).toMatch(/may still take effect/);
    expect(shown('under way: accepted')).toContain('Sent, not confirmed yet');
  });

  it('is neither yes nor no when the answer was not clear', () => {
    expect(shown('over: sent, not confirmed')).toMatch(/may or may not take effect/);
    expect(shown('under way: unknown')).toMatch(/may or may not have worked/);
    for (const name of ['over: sent, not confirmed', 'under way: unknown', 'over: accepted, not confirmed'])
      expect(shown(name)).not.toMatch(/\bfailed\b/i);
  });

  it.each(named('over: failed'))('is that nothing took effect only where Graph said so: %s', (name) => {
    expect(shown(name)).toContain('Failed: sessions were not revoked');
  });

  it.each([...named('cancelled'), ...named('expired'), 'rejected', ...named('over: skipped')])(
    'is that nothing was sent, where nothing was: %s',
    (name) => {
      expect(shown(name)).toMatch(/nothing was sent|has not been asked|was not sent/i);
    },
  );

  it.each([...verified, ...named('not confirmed')])('goes with what to do next: %s', (name) => {
    expect(shown(name)).toMatch(/What to do next: .*reset the password or block sign-in/);
  });

  it.each(Object.keys(requests()))(
    'is about one request that has a code and somebody who asked: %s',
    (name) => {
      expect(shown(name)).toContain('Request: R-7F3K2');
      expect(shown(name)).toContain('Asked by: Olga Ops');
      expect(shown(name)).toContain(requests()[name]!.targets[0]!.person.id);
    },
  );
});

describe('a refusal', () => {
  const refused = replies().filter(([name]) => name.startsWith('refused: '));
  it.each(refused)('says that nothing was changed: %s', (_, reply) => {
    expect(said(reply)).toMatch(/nothing was changed/i);
  });

  it('for a look-up that failed says "could not check", never "may not"', () => {
    const card = said({ kind: 'refused', refusal: { kind: 'could-not-check', what: 'the roles of Alice' } });
    expect(card).toContain('could not check');
    expect(card).toContain('neither a yes nor a no');
    expect(card).not.toMatch(/may not|not allowed/i);
  });

  it('for a role that is only eligible names it and where to activate it', () => {
    const card = said({
      kind: 'refused',
      refusal: { kind: 'not-entitled', eligible: ['Helpdesk Administrator'] },
    });
    expect(card).toContain('eligible for Helpdesk Administrator');
    expect(card).toContain('https://entra.microsoft.com/');
  });

  it('for several matches shows who they are, with the ids to choose by', () => {
    const card = said(refused.find(([name]) => name.endsWith('several-found'))![1]);
    expect(card).toMatch(/Object id [0-9a-f-]{36}: Alice Archer, alice@contoso\.com/);
  });
});
