import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { defaultPolicy } from '../../src/core/policy';
import { systemClock } from '../../src/edges/system/system';
import { town } from '../../src/playground/tenant/town';
import { startChildBot, type ChildBot } from '../support/child';
import { allShow, askFor, cardIn, cardsOf, codeOn, openRoom, storyOf, typesOf } from '../support/desk';
import { buttonsOf } from '../support/seen';
import { openStreet, type Street } from '../support/street';
import type { Activity, Somebody } from '../support/teams';
import { until } from '../support/until';

const { olga, ben, petra } = town.people;

describe('approvals, with several processes on one record', () => {
  let street: Street;
  let child: ChildBot | undefined;
  let next = 0;
  beforeAll(async () => {
    const tiers = { ...defaultPolicy.tiers, standard: 'one-approver' } as const;
    street = await openStreet({ clock: systemClock, policy: { tiers } });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
  });
  afterEach(async () => {
    await child?.kill();
    child = undefined;
    await street.stopBot();
    await street.startBot();
  });

  /** Somebody else in each story: no time passes between them. */
  const target = (): (typeof town.crowd)[number] => town.crowd[next++]!;

  it('approve, reject and cancel reach two processes at the same moment: one wins, and all are told who', async () => {
    const ours = street.teams.bot.url;
    child = await startChildBot(street);
    const theirs = street.teams.bot.url;
    const rounds = Array.from({ length: 12 }, async () => {
      const { id, userPrincipalName } = target();
      const chat = street.teams.open('groupChat');
      await street.teams.say(olga, chat, `revoke sessions for ${userPrincipalName}`, 'mention');
      // On a busy machine the turn may end before twelve asks at once are answered; the answer comes all the same.
      const card = await until('the card is there', () => street.teams.cards(chat)[0]);
      const code = codeOn(card.text);
      const at = (url: string): Street['teams'] => {
        street.teams.bot.url = url;
        return street.teams;
      };
      const answers = await Promise.all([
        at(ours).press(ben, chat, card, 'Approve'),
        at(theirs).press(petra, chat, card, 'Reject', { reason: 'no' }),
        at(ours).press(olga, chat, card, 'Cancel'),
        at(theirs).press(ben, chat, card, 'Approve'),
      ]);
      return { code, id, answers };
    });
    const sent: string[] = [];
    for (const { code, id, answers } of await Promise.all(rounds)) {
      const types = typesOf(street, code);
      const [won, ...others] = types.filter((type) => ['approved', 'rejected', 'cancelled'].includes(type));
      expect(others).toEqual([]);
      if (won === 'approved') sent.push(id);
      const end = won === 'approved' ? 'Confirmed by' : won === 'rejected' ? 'Rejected' : 'Cancelled';
      for (const { text } of answers) {
        if (!text.startsWith('Checking'))
          expect(/^(Rejected|Cancelled)/.exec(text)?.[0]).toBe(/^(Rej|Can)/.test(end) ? end : undefined);
      }
      for (const { buttons } of await allShow(street, code, end)) expect(buttons).toEqual([]);
    }
    expect(
      street.tenant.ledger
        .revokes()
        .map((revoke) => revoke.id)
        .toSorted(),
    ).toEqual(sent.toSorted());
  });

  it('one message delivered to two processes at once, twice each: one request', async () => {
    const ours = street.teams.bot.url;
    child = await startChildBot(street);
    const theirs = street.teams.bot.url;
    const chat = street.teams.open('personal');
    const message = street.teams.message(olga, chat, `revoke sessions for ${target().userPrincipalName}`);
    const deliveries = [ours, theirs, ours, theirs].map((url) => {
      street.teams.bot.url = url;
      return street.teams.post(message);
    });
    await Promise.all(deliveries);
    const codes = new Set(street.teams.cards(chat).map(({ text }) => codeOn(text)));
    expect(codes.size).toBe(1);
    expect(street.teams.cards(chat)).toHaveLength(4);
  });

  it('a whole story delivered four times, shuffled, to two processes at once: one request, one vote, one POST', async () => {
    const ours = street.teams.bot.url;
    child = await startChildBot(street);
    const theirs = street.teams.bot.url;
    const room = await openRoom(street);
    const { id, userPrincipalName } = target();
    const chat = street.teams.open('personal');
    const four = (activity: Activity): readonly Activity[] => {
      const again = (): Activity => ({ ...activity, id: randomUUID() });
      return [activity, activity, again(), again()];
    };
    const deliver = async (activities: readonly Activity[]): Promise<void> => {
      const answers = activities.map((activity, index) => {
        street.teams.bot.url = index % 2 === 0 ? ours : theirs;
        return street.teams.post(activity);
      });
      for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
    };
    // Few cards, as Teams lets few be sent to one conversation in a second.
    const [ask, same, ...asks] = four(street.teams.message(olga, chat, `revoke ${userPrincipalName}`));
    await deliver([ask!, same!]);
    const code = codeOn(street.teams.newest(chat).text);
    const { card, activityId } = await cardIn(street, room, code);
    const [action] = buttonsOf(card);
    const pressBy = (who: Somebody, trigger: string): Activity => ({
      ...street.teams.message(who, room, ''),
      ...{ type: 'invoke', name: 'adaptiveCard/action', text: undefined, replyToId: activityId },
      value: { action, trigger },
    });
    const presses = four(pressBy(ben, 'manual'));
    const all = [...presses, ...four(pressBy(petra, 'automatic')), ...asks];
    const mixed = fc.shuffledSubarray(all, { minLength: all.length });
    await deliver(fc.sample(mixed, { seed: 21, numRuns: 1 }).flat());
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    await deliver([presses[0]!, ask!, presses[3]!]);
    await street.quiet();
    const asked = street
      .record()
      .filter((event) => event.type === 'asked' && event.targets[0]?.person.id === id);
    expect(asked).toHaveLength(1);
    const counted = typesOf(street, code).filter((type) => type !== 'press-refused');
    expect(counted).toEqual(['asked', 'approved', 'attempted', 'answered', 'settled']);
    expect(street.tenant.ledger.revokes().map((revoke) => revoke.id)).toEqual([id]);
  });

  it('killed between the approval and the sending: done once after a restart, and every card shows it', async () => {
    await street.stopBot();
    child = await startChildBot(street);
    const room = await openRoom(street);
    const { id, userPrincipalName } = target();
    const { code } = await askFor(street, `revoke sessions for ${userPrincipalName}`);
    const approval = await cardIn(street, room, code);
    street.tenant.control.addFault('GET select=id,signInSessionsValidFromDateTime no-answer x1');
    const press = street.teams.press(ben, room, approval, 'Approve').catch(() => undefined);
    await until('it is about to send', () =>
      street.tenant.ledger.entries.some(({ path }) => decodeURIComponent(path).includes('select=id,signIn')),
    );
    await child.kill();
    await press;
    expect(typesOf(street, code)).toEqual(['asked', 'approved']);
    await street.startBot();
    expect(await allShow(street, code, 'Confirmed by Microsoft Entra')).toHaveLength(2);
    expect(street.tenant.ledger.revokes()).toMatchObject([{ id, status: 200 }]);
  });

  it('the card for the approvers could not be posted: they are shown it after a restart', async () => {
    const room = await openRoom(street);
    street.teams.fail(`POST ${room.id} 503`);
    const { code } = await askFor(street, `revoke sessions for ${target().userPrincipalName}`);
    await until('it was tried', () => street.teams.calls.some(({ status }) => status === 503));
    expect(cardsOf(street, code)).toHaveLength(1);
    await street.stopBot();
    street.teams.clear();
    await street.startBot();
    const approval = await cardIn(street, room, code);
    await street.teams.press(petra, room, approval, 'Approve');
    await allShow(street, code, 'Confirmed by Microsoft Entra');
    expect(storyOf(street, code).filter(({ type }) => type === 'attempted')).toHaveLength(1);
  });
});
