import { randomUUID } from 'node:crypto';
import { town } from '../../src/playground/tenant/town';
import { systemClock } from '../../src/edges/system/system';
import { buttonsOf } from '../support/seen';
import { openStreet, type Street } from '../support/street';
import type { Chat, SeenCard } from '../support/teams';

const { olga, ben } = town.people;

describe("a press of the sender's own making", () => {
  let street: Street;
  let chat: Chat;
  let card: SeenCard;
  let request: string;
  beforeAll(async () => {
    street = await openStreet({ clock: systemClock });
    ({ chat, card } = await street.ask(olga, 'revoke sessions for alice@contoso.com'));
    ({ request } = buttonsOf(card.card)[0]?.data as { request: string });
  });
  afterAll(() => street.close());

  const action = (data: unknown, verb: unknown = 'confirm', more: object = {}): unknown => ({
    action: { type: 'Action.Execute', title: 'Revoke sessions', verb, data },
    trigger: 'manual',
    ...more,
  });

  const forgeries: readonly [string, () => unknown][] = [
    ['no value', () => undefined],
    ['null', () => null],
    ['text', () => 'confirm'],
    ['an array', () => [action({ request })]],
    ['no action', () => ({ trigger: 'manual' })],
    ['no data', () => action(undefined)],
    ['data that is an array', () => action([{ request }])],
    ['a request that is an array', () => action({ request: [request] })],
    ['a request that is an object', () => action({ request: { $ne: null } })],
    ['another request', () => action({ request: randomUUID() })],
    ['SQL for a request', () => action({ request: "' or 1=1 --" })],
    ['the code for a request', () => action({ request: /R-\w{5}/.exec(card.text)?.[0] })],
    ['another verb', () => action({ request }, 'revoke')],
    ['the verb in upper case', () => action({ request }, 'CONFIRM')],
    ['a verb that every object has', () => action({ request }, 'constructor')],
    ['a verb that is an array', () => action({ request }, ['confirm'])],
    ['another trigger', () => action({ request }, 'confirm', { trigger: 'always' })],
    [
      'a request only in the prototype',
      () =>
        JSON.parse(`{"action":{"verb":"confirm","data":{"__proto__":{"request":"${request}"}}}}`) as unknown,
    ],
  ];

  it.each(forgeries)('with %s changes nothing', async (_what, value) => {
    const before = street.record();
    const told = await street.teams.forge(olga, chat, value(), card);
    expect(told.as).toBe('message');
    expect(told.text).toContain('Nothing was changed.');
    expect(street.record()).toEqual(before);
    expect(street.teams.cards(chat)).toEqual([card]);
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it("that only refreshes the card changes nothing, whoever's client it is", async () => {
    const before = street.record();
    for (const who of [olga, ben]) {
      const told = await street.teams.forge(
        who,
        chat,
        action({ request }, 'confirm', { trigger: 'automatic' }),
        card,
      );
      expect(told.text).not.toMatch(/confirmed|decided/i);
    }
    expect(street.record()).toEqual(before);
    expect(street.teams.cards(chat)).toEqual([card]);
  });

  it('on no card at all is no press', async () => {
    const before = street.record();
    const told = await street.teams.forge(olga, chat, action({ request }));
    expect(told.text).toContain('I know no such request.');
    expect(street.record()).toEqual(before);
  });

  it('is told in words that hold no markup of its own', async () => {
    const told = await street.teams.forge(olga, chat, action({ request: '<at>everyone</at>' }), card);
    expect(told.text).not.toContain('<at>');
  });

  it("with more in it than there should be is what the record makes of it: nobody else's", async () => {
    const polluted = JSON.parse(
      `{"request":"${request}","by":"${olga.id}","role":"Global Administrator","__proto__":{"admin":true}}`,
    ) as unknown;
    const told = await street.teams.forge(ben, chat, action(polluted), card);
    expect(told.text).toContain('That is for Olga Ops, who asked.');
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('as a plain submit, or typed as JSON, is no press', async () => {
    const { teams } = street;
    const submit = { ...teams.message(olga, chat, ''), text: undefined, value: { verb: 'confirm', request } };
    expect((await teams.post(submit)).status).toBe(200);
    expect(teams.cards(chat)).toEqual([card]);
    await teams.say(olga, chat, JSON.stringify(action({ request })));
    expect(teams.newest(chat).text).toContain('I do not understand');
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });
});
