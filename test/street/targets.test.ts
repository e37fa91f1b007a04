import { town } from '../../src/playground/tenant/town';
import { quickClock } from '../support/clock';
import { openStreet, type Street } from '../support/street';

const { olga, alice, sam2, nora, hans, derek, eve } = town.people;
const { payroll } = town.applications;

/** Between two stories: what one of them left open has expired when the next begins. */
const hour = 3_600_000;

describe('about whom', () => {
  const clock = quickClock();
  let street: Street;
  beforeAll(async () => {
    street = await openStreet({ clock });
  });
  afterAll(() => street.close());
  beforeEach(() => {
    street.calm();
    clock.advance(hour);
  });

  const refusals: readonly [string, string, readonly string[]][] = [
    ['break.glass@contoso.com', 'Break Glass is protected', ['never revoked through Evict']],
    [
      'Sync_DC01_4f9c2a7be810@contoso.onmicrosoft.com',
      'On-Premises Directory Synchronization Service Account keeps the directory in step',
      ['would stop that for everybody'],
    ],
    ['eve@fabrikam.com', 'Eve Extern is a guest', ['no effect on a guest', 'Ask that organisation']],
    [eve.userPrincipalName, 'Eve Extern is a guest', ['no effect on a guest']],
    ['nobody@contoso.com', 'I found nobody for nobody@contoso.com', ['exact matches only']],
    ['alic@contoso.com', 'I found nobody for alic@contoso.com', ['exact matches only']],
    // With the permissions Evict asks for, Graph does not tell it what else an id belongs to.
    [payroll.id, `I found nobody for ${payroll.id}`, ['use the object id']],
    ['9c1f0a52-57a5-4d0f-9d1e-3a3e0f1b7c11', 'I found nobody for 9c1f0a52-57a5-4d0f-9d1e-3a3e0f1b7c11', []],
  ];

  it.each(refusals)('%s: %s, said before any button', async (target, title, sentences) => {
    const { card } = await street.ask(olga, `revoke sessions for ${target}`);
    expect(card.text.split('\n')[0]).toBe(title);
    for (const sentence of sentences) expect(card.text).toContain(sentence);
    expect(card.text).toContain('Nothing was changed.');
    expect(card.buttons).toEqual([]);
    expect(street.record().at(-1)).toMatchObject({
      type: 'ask-refused',
      by: olga.id,
      typed: `revoke sessions for ${target}`,
    });
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it.each([
    ['carol@contoso.com', 'holds a role', 'Global Administrator'],
    ['mia@contoso.com', 'is in a group that can be given one', 'Tier-0 Operators'],
    ['oscar@contoso.com', 'owns such a group', 'Tier-0 Operators'],
    ['dan@contoso.com', 'could activate a role', 'Helpdesk Administrator (eligible)'],
  ])(
    '%s, who %s, waits for an approver: the asker is told why and cannot go on',
    async (target, _why, held) => {
      const { card } = await street.ask(olga, `revoke sessions for ${target}`);
      expect(card.text).toMatch(/^Waiting for an approver\n/);
      expect(card.text).toContain(`Roles and groups: ${held}\n`);
      expect(card.buttons).toEqual(['Cancel']);
      expect(street.tenant.ledger.revokes()).toEqual([]);
    },
  );

  it('an asker is told which roles could approve, and her own weaker one is not among them', async () => {
    const { card } = await street.ask(olga, 'revoke sessions for carol@contoso.com');
    const named = /with one of these roles active: (.*)\./.exec(card.text)?.[1]?.split(', ');
    expect(named).toEqual(['Privileged Authentication Administrator', 'Global Administrator']);
  });

  it("an address that two people share is nobody's until one is chosen by object id", async () => {
    street.tenant.control.changeUserPrincipalName(sam2.id, 'alice.archer@contoso.com');
    const { card } = await street.ask(olga, 'revoke sessions for alice.archer@contoso.com');
    street.tenant.control.changeUserPrincipalName(sam2.id, sam2.userPrincipalName);
    expect(card.text).toContain('alice.archer@contoso.com is several people. Nothing was changed');
    const choices = JSON.stringify(card.card);
    for (const { id, displayName } of [alice, sam2]) {
      expect(choices).toContain(`"value":"${id}"`);
      expect(choices).toContain(displayName);
    }
    expect(card.buttons).toEqual(['Go on with this person']);
    expect(street.tenant.ledger.revokes()).toEqual([]);
  });

  it('an account that is disabled can be revoked, with a note', async () => {
    const { card } = await street.ask(olga, `revoke sessions for ${derek.userPrincipalName}`);
    expect(card.text).toContain('Account: disabled, managed in the cloud');
    expect(card.text).toContain('This account is already disabled');
    expect(card.buttons).toEqual(['Revoke sessions', 'Cancel']);
  });

  it('an account from on-premises can be revoked, with what else to do', async () => {
    const { card } = await street.ask(olga, `revoke sessions for ${hans.userPrincipalName}`);
    expect(card.text).toContain('Account: enabled, synchronised from on-premises AD');
    expect(card.text).toContain('also disable it there and reset its password twice');
    expect(card.buttons).toEqual(['Revoke sessions', 'Cancel']);
  });

  it.each([
    'revoke sessions for аlice@contoso.com',
    'revoke sessions for alice＠contoso.com',
    'revoke sessions for al\u00adice@contoso.com',
    'revoke sessions for al\u200bice@contoso.com',
    'revoke sessions for alice@contoso..com',
    'revoke sessions for \u202emoc.osotnoc@ecila',
    'revoke sessions for alice@contoso.com@evil.example',
    "revoke sessions for alice@contoso.com' or 'x' eq 'x",
    'revoke sessions for ../me',
    'revoke sessions for me@',
    'revoke sessions for alice',
  ])('"%s" names nobody, and nobody is looked up', async (text) => {
    const { card } = await street.ask(olga, text);
    expect(card.text).toContain('Nothing was changed.');
    expect(card.buttons).toEqual([]);
    expect(street.tenant.ledger.entries.filter(({ path }) => path.includes('contoso.com'))).toEqual([]);
  });

  const odd: readonly [string, string | undefined][] = [
    ['"alice@contoso.com"', alice.id],
    ["'alice@contoso.com'", alice.id],
    ['<alice@contoso.com>', alice.id],
    ['mailto:ALICE@contoso.com', alice.id],
    ["o'neil@contoso.com", nora.id],
    ["x'or'1'eq'1@contoso.com", undefined],
    ['a/../me@contoso.com', undefined],
    ['me?$select=id&x=@contoso.com', undefined],
    ['$filter=a@contoso.com', undefined],
    ['%61lice@contoso.com', undefined],
    ['*@contoso.com', undefined],
  ];

  it.each(odd)(
    '%s is one person, or nobody: Graph is asked for it inside a value alone',
    async (target, id) => {
      const { chat, card } = await street.ask(olga, `revoke sessions for ${target}`);
      expect(card.text).toContain(id === undefined ? 'I found nobody for ' : `Object id: ${id}`);
      expect(card.buttons).toEqual(id === undefined ? [] : ['Revoke sessions', 'Cancel']);
      const paths = street.tenant.ledger.entries
        .map(({ path }) => path)
        .filter((path) => /users|me\b/.test(path));
      expect(paths.length).toBeGreaterThan(3);
      for (const path of paths)
        expect(path).toMatch(/^\/v1\.0\/users(\/[0-9a-f-]{36}[/?]|\?\$filter=[^&]*&\$select=)/);
      if (id !== undefined) await street.teams.press(olga, chat, card, 'Cancel');
      expect(street.tenant.ledger.revokes()).toEqual([]);
    },
  );

  it('only ids that were resolved stand in the path of what is read and written', async () => {
    const { chat, card } = await street.ask(olga, 'revoke sessions for alice.archer@contoso.com');
    await street.teams.press(olga, chat, card, 'Cancel');
    const paths = street.tenant.ledger.entries
      .map(({ path }) => path)
      .filter((path) => path.includes('/users/'));
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(path).toMatch(/^\/v1\.0\/users\/[0-9a-f-]{36}[/?]/);
  });
});
