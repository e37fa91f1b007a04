import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startContoso, type Contoso } from '../../src/playground/contoso';
import { town } from '../../src/playground/tenant/town';
import { findChrome, launch } from './support/chrome';
import { newWindow, type ChatWindow } from './support/window';

/** `npm run screenshots` renews the pictures of the README; otherwise they land where git does not look. */
const pictures = join(
  __dirname,
  '../..',
  process.env['SCREENSHOTS'] === 'renew' ? 'docs/images' : 'reports/screenshots',
);
const picture = (name: string): string => join(pictures, `${name}.png`);

const chrome = findChrome();
if (chrome === undefined && process.env['CI'] !== undefined)
  throw new Error('the browser story must run in CI');

if (chrome === undefined) {
  describe('the browser story', () => {
    it('DID NOT RUN: no Chromium, Chrome or Edge was found; set CHROME_PATH to one', () => {
      process.stderr.write(
        '\nThe browser story did not run: no Chromium, Chrome or Edge. Set CHROME_PATH to one.\n\n',
      );
    });
  });
} else {
  describe('in the real Agents Playground, in a browser', story);
}

function story(): void {
  const lines: string[] = [];
  let contoso: Contoso;
  let browser: Browser;
  let olga: ChatWindow;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    contoso = await startContoso({
      olgaPort: 0,
      benPort: 0,
      logLevel: 'silent',
      print: (line) => lines.push(line),
    });
    browser = await launch();
    olga = await newWindow(browser, 'Evict');
    await olga.open(contoso.olga.url);
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await contoso.stop();
  });

  it('Olga types, presses, and sees that Microsoft Entra confirmed it; Graph saw one revoke, for Alice', async () => {
    const alice = town.people.alice.id;
    await olga.inPersonalChat();
    await olga.say('revoke sessions for alice@contoso.com because laptop stolen ticket INC0012345');
    const asked = await olga.waitForCard(/Revoke sessions: confirm/);
    expect(asked).toContain('Alice Archer');
    expect(asked).toContain('Reason: laptop stolen');
    expect(contoso.tenant.ledger.revokes()).toEqual([]);
    await olga.screenshotCard(picture('confirmation'));

    await olga.press('Revoke sessions');
    const done = await olga.waitForCard(/Confirmed by Microsoft Entra/);
    expect(done).toContain('Decided by: Olga Ops');
    expect(done).not.toContain('Cancel');
    await olga.screenshotCard(picture('outcome'));
    expect(contoso.tenant.ledger.revokes()).toMatchObject([{ id: alice, status: 200 }]);
    expect(lines).toEqual([`graph POST /v1.0/users/${alice}/revokeSignInSessions 200`]);
  }, 60_000);

  it('the same in the group chat, where the bot is mentioned first', async () => {
    contoso.tenant.ledger.clear();
    const { id, userPrincipalName } = town.people.nora;
    await olga.inGroupChat();
    await olga.mentionBotAndSay(`sign out ${userPrincipalName}`);
    await olga.waitForCard(/Nora O'Neil/);
    await olga.press('Revoke sessions');
    await olga.waitForCard(/Confirmed by Microsoft Entra/);
    expect(contoso.tenant.ledger.revokes()).toMatchObject([{ id, status: 200 }]);
  }, 60_000);

  it('Olga asks for Carol, Ben approves in his own window, and both windows end on the same outcome', async () => {
    contoso.tenant.ledger.clear();
    const ben = await newWindow(browser, 'Evict');
    await ben.open(contoso.ben.url);
    await ben.inPersonalChat();
    await olga.inPersonalChat();
    await olga.say('revoke sessions for carol@contoso.com because her password was phished');
    const waiting = await olga.waitForCard(/Waiting for an approver/);
    expect(waiting).toContain('Carol Chief');
    expect(waiting).not.toContain('Approve\n');
    await olga.screenshotCard(picture('waiting'));

    const asked = await ben.waitForCard(/Revoke sessions: approve\?/);
    expect(asked).toContain('Asked by: Olga Ops, as Helpdesk Administrator');
    await ben.screenshotCard(picture('approval'));
    expect(contoso.tenant.ledger.revokes()).toEqual([]);

    await ben.press('Approve');
    const outcomes = await Promise.all(
      [ben, olga].map((window) => window.waitForCard(/Confirmed by Microsoft Entra.*Carol Chief/)),
    );
    for (const outcome of outcomes) {
      expect(outcome).toContain('Carol Chief');
      expect(outcome).toContain('Approved by: Ben Berg, as Privileged Authentication Administrator');
    }
    expect(outcomes[0]).toBe(outcomes[1]);
    await olga.screenshotCard(picture('approved'));
    expect(contoso.tenant.ledger.revokes()).toMatchObject([{ id: town.people.carol.id, status: 200 }]);
    await ben.close();
  }, 90_000);

  it('Ben rejects with a reason, and Olga reads it; nothing is sent', async () => {
    contoso.tenant.ledger.clear();
    const ben = await newWindow(browser, 'Evict');
    await ben.open(contoso.ben.url);
    await ben.inPersonalChat();
    await olga.say('revoke sessions for mia@contoso.com');
    await ben.waitForCard(/Revoke sessions: approve\?/);
    await ben.fill('Reason (needed to reject)', 'she is *right here*');
    await ben.press('Reject');
    const rejected = await olga.waitForCard(/Rejected/);
    expect(rejected).toContain('Why it was rejected: she is *right here*');
    expect(contoso.tenant.ledger.revokes()).toEqual([]);
    await ben.close();
  }, 60_000);

  it('a file that Olga drops is read row by row, and who it does not name is said', async () => {
    contoso.tenant.ledger.clear();
    const rows = ['Name,Mail', 'Hans,hans@contoso.com', 'Sam,sam.smith@contoso.com', 'Bob Builder,'];
    await fetch(`${contoso.dropUrl}/people.csv`, { method: 'POST', body: rows.join('\r\n') });
    const asked = await olga.waitForCard(/From: file people\.csv/);
    expect(asked).toContain('Hans Hybrid');
    expect(asked).toContain('Row 4: Bob Builder');
    expect(contoso.tenant.ledger.revokes()).toEqual([]);
    await olga.screenshotCard(picture('file'));
    await olga.press('Cancel');
    await olga.waitForCard(/Cancelled/);
  }, 60_000);

  it('twelve hundred people of a group: a preview, approved by Ben, and the outcome with its counts', async () => {
    const ben = await newWindow(browser, 'Evict');
    await ben.open(contoso.ben.url);
    await ben.inPersonalChat();
    await olga.say('preview revoke sessions for members of "Project Falcon"');
    await olga.waitForCard(/Project Falcon/);
    expect(contoso.tenant.ledger.revokes()).toEqual([]);

    await olga.say('revoke sessions for members of "Project Falcon" because tokens for sale');
    await olga.waitForCard(/Waiting for an approver.*1,200 people/s);
    await ben.waitForCard(/1,200 people/);
    // As slow as the real one, so that there is time to see it at work.
    contoso.tenant.control.settings.latencyMs = 500;
    await ben.press('Approve');
    const underWay = await olga.waitForCard(/Revoking sessions: [1-9][\d,]* of 1,200 done/);
    expect(underWay).toMatch(/[▓░]{20} \d+ %/);
    expect(underWay).toContain('Stop');
    await olga.screenshotCard(picture('progress'));
    contoso.tenant.control.settings.latencyMs = 0;
    const done = await olga.waitForCard(/Confirmed by Microsoft Entra for all 1,200 people/);
    await olga.screenshotCard(picture('outcome-many'));
    expect(done).toContain('Approved by: Ben Berg');
    const revoked = contoso.tenant.ledger.revokes().map(({ id }) => id);
    expect(new Set(revoked).size).toBe(revoked.length);
    expect(revoked).toHaveLength(1_200);
    await ben.close();
  }, 180_000);

  it('a person who is out of reach is refused before any button is shown', async () => {
    contoso.tenant.ledger.clear();
    await olga.say('revoke sessions for break.glass@contoso.com');
    const refused = await olga.waitForCard(/is protected/);
    expect(refused).toContain('Nothing was changed');
    await olga.screenshotCard(picture('refusal'));
    expect(contoso.tenant.ledger.revokes()).toEqual([]);
  }, 60_000);
}
