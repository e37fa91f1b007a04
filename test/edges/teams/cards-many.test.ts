import type { Reply } from '../../../src/core/reply';
import type { Request } from '../../../src/core/request/state';
import { replyCard } from '../../../src/edges/teams/cards/reply';
import { english } from '../../../src/edges/teams/words/words';
import { buttons, problemsOf, visibleText } from '../../support/cards';
import { crowds, crowdStory } from './crowds';
import { somebody } from './refusals';

const said = (reply: Reply): string => visibleText(replyCard(reply, english));
const few = crowds(30);
const shown = (name: string): string => said({ kind: 'request', request: few[name]! });
const titles = (request: Request): unknown =>
  buttons(replyCard({ kind: 'request', request, view: 'everybody' }, english)).map(({ title, verb }) => [
    title,
    verb,
  ]);

describe('a card for ten thousand people', () => {
  it.each([
    ['ordinary names', undefined],
    ['the longest names', '漢'.repeat(5_000)],
    ['names full of quotes', '"\\'.repeat(2_500)],
  ])('is whole and small, whatever becomes of it: %s', (_, text) => {
    const many = crowds(10_000, text);
    for (const [name, request] of Object.entries(many)) {
      const replies: readonly Reply[] = [
        { kind: 'request', request, view: 'everybody' },
        { kind: 'checking', request },
        { kind: 'people', request, page: 500 },
        { kind: 'reminder', request },
      ];
      for (const reply of replies) expect([name, problemsOf(replyCard(reply, english))]).toEqual([name, []]);
    }
    const story: Reply = { kind: 'story', request: many['over: mixed']!, events: crowdStory(10_000) };
    expect(problemsOf(replyCard(story, english))).toEqual([]);
  });
});

describe('the waiting card of many', () => {
  it('counts them, what is worth knowing of them, and those left out, by reason', () => {
    for (const line of [
      '30 people',
      'With a role, or near one: 10 people',
      'Already disabled: 6 people',
      'Synchronised from on-premises AD: 5 people',
      'Falcon Member 0, falcon.0@contoso.com',
      '… and 25 more.',
      'Everybody: "people R-7F3K2".',
      'Retry of: R-0000A',
    ])
      expect(shown('waiting').split('\n')).toContain(line);
    expect(shown('waiting')).toMatch(/^Left out: 4 protected, 3 refused by the policy, 4 guests, /m);
    expect(shown('waiting')).toMatch(/^From: group Project Falcon, /m);
    expect(shown('waiting')).not.toContain('Falcon Member 5,');
  });

  it('names those who may not be revoked: they do not hide in a crowd', () => {
    expect(shown('waiting').match(/: protected by the policy$/gm)).toHaveLength(4);
    expect(shown('waiting').match(/: refused by a rule of the policy$/gm)).toHaveLength(3);
  });
});

describe('the card of many under way', () => {
  it('says how far it is, in words too, and how long it will take at the pace so far', () => {
    for (const line of [
      'Revoking sessions: 7 of 30 done',
      '▓▓▓▓░░░░░░░░░░░░░░░░ 23 %',
      'Confirmed by Microsoft Entra: 6 people',
      'Failed: 1 person',
      'Sent, not confirmed yet: 8 people',
      'Not sent yet: 15 people',
      'Less than a minute left, as counted at 14:04:14 UTC on 21 Nov 2026.',
    ])
      expect(shown('under way').split('\n')).toContain(line);
    expect(titles(few['under way']!)).toEqual([['Stop', 'stop']]);
  });

  it('says nothing of time before there is a pace to see, nor once it is stopped', () => {
    expect(shown('decided')).not.toMatch(/ left, as counted/);
    expect(shown('stopping')).not.toMatch(/ left, as counted/);
  });

  it('that is stopped says by whom, and that what was sent stays sent', () => {
    expect(shown('stopping')).toContain('Olga Ops stopped it. What had been sent by then stays sent.');
    expect(titles(few['stopping']!)).toEqual([]);
  });
});

describe('the outcome card of many', () => {
  it('claims that Entra confirmed it for all only when it did', () => {
    expect(shown('over: confirmed')).toMatch(/^Confirmed by Microsoft Entra for all 30 people\n/);
    expect(shown('over: mixed')).toMatch(/^Done: confirmed by Microsoft Entra for 24 of 30 people\n/);
    expect(shown('stopped')).toMatch(/^Done: confirmed by Microsoft Entra for 12 of 30 people\n/);
  });

  it('names those for whom it is not confirmed, failed ones first, and offers them another try', () => {
    const lines = shown('over: mixed').split('\n');
    const named = lines.filter((line) => line.startsWith('Falcon Member'));
    expect(named).toEqual([
      'Falcon Member 3, falcon.3@contoso.com: failed: Authorization_RequestDenied',
      'Falcon Member 13, falcon.13@contoso.com: failed: Authorization_RequestDenied',
      'Falcon Member 23, falcon.23@contoso.com: failed: Authorization_RequestDenied',
      'Falcon Member 7, falcon.7@contoso.com: accepted, but not confirmed',
      'Falcon Member 17, falcon.17@contoso.com: accepted, but not confirmed',
      'Falcon Member 27, falcon.27@contoso.com: accepted, but not confirmed',
    ]);
    expect(titles(few['over: mixed']!)).toContainEqual(['Try the failed ones again', 'retry']);
    expect(titles(few['over: confirmed']!)).not.toContainEqual(['Try the failed ones again', 'retry']);
  });

  it('says of those who were never sent that it was not done, and why', () => {
    expect(shown('stopped')).toContain('Not done: 15 people');
    expect(shown('stopped')).toMatch(/: not done: Olga Ops stopped it$/m);
  });
});

describe('everybody in a request', () => {
  const page = (number: number): readonly string[] =>
    said({ kind: 'people', request: few['over: mixed']!, page: number }).split('\n');

  it('stands on pages of twenty, with what came of it for each, and those left out behind them', () => {
    expect(page(1)).toHaveLength(22);
    expect(page(1)[0]).toBe('Request R-7F3K2: everybody, page 1 of 3');
    expect(page(1)[4]).toBe('4. Falcon Member 3, falcon.3@contoso.com: failed: Authorization_RequestDenied');
    expect(page(1).at(-1)).toBe('The next page: "people R-7F3K2 page 2".');
    expect(page(2)[12]).toBe('32. Row 2: eve@fabrikam.com: not found');
    expect(page(3).at(-1)).toMatch(/^60\. /);
  });

  it('ends where they end, whatever page is asked for', () => {
    expect(page(99)).toEqual(page(3));
  });
});

describe('the story of many', () => {
  it('counts what happened for each instead of listing it', () => {
    const text = said({ kind: 'story', request: few['over: mixed']!, events: crowdStory(30) });
    expect(text).toContain('30 attempts were sent to Microsoft Graph.');
    expect(text).toContain('Microsoft Graph accepted 30 attempts.');
    expect(text).toContain('Confirmed by Microsoft Entra for 24 people.');
    expect(text).toContain('Failed for 3 people.');
    expect(text.split('\n').length).toBeLessThan(25);
  });
});

describe('a card to pick from', () => {
  it('tells people of one name apart, chooses nobody, and says when there are more', () => {
    const two = [somebody(undefined), { ...somebody(undefined, 'olga'), name: 'Alice Archer' }];
    const id = few['waiting']!.id;
    const text = said({ kind: 'pick', id, typed: 'Alice Archer', choices: two, more: true });
    for (const { address, id: person, jobTitle } of two)
      expect(text).toMatch(new RegExp(`Alice Archer, ${address}, ${jobTitle}, .*…${person.slice(-12)}`));
    expect(text).toContain('Say the object id');
    expect(text).toContain('[Go on with this person]');
  });
});
