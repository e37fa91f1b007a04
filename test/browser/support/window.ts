import type { Browser, Locator, Page } from 'playwright-core';

/** Selectors below were read from Microsoft 365 Agents Playground 0.2.28; it offers no test ids. */
const CARD = '.ac-preview-panel';
/** Where one writes. The `textbox` role would find a card's inputs too. In a channel the first starts a new post. */
const COMPOSER = '[data-lexical-editor="true"]';
const NOTICE = 'xpath=//button[@aria-label="Dismiss Invoke Message"]/preceding-sibling::span[last()]';
const SIDEBAR = 'xpath=//*[@role="region" and @aria-label="Chat and Teams Channel"]';
const WAIT_MS = 20_000;

/** A person's name in angle brackets does not occur in what people type, so mentions travel as objects. */
export interface Mention {
  readonly mention: string;
}

/** One person's chat window, driven the way that person would: clicks, keys, and reading what is shown. */
export interface ChatWindow {
  readonly page: Page;
  open(url: string): Promise<void>;
  inPersonalChat(): Promise<void>;
  inGroupChat(): Promise<void>;
  inChannel(name?: string): Promise<void>;
  say(text: string): Promise<void>;
  mentionBotAndSay(text: string): Promise<void>;
  /** Text and mentions in order, then sends. */
  compose(...parts: readonly (string | Mention)[]): Promise<void>;
  /** The newest card's visible text; empty when the conversation has no card. */
  lastCard(): Promise<string>;
  waitForCard(pattern: RegExp): Promise<string>;
  /** Fills the newest card's text input with this label. */
  fill(label: string, text: string): Promise<void>;
  /** Presses a button of the newest card, also one behind its "…" menu. */
  press(buttonTitle: string): Promise<void>;
  /** Waits for words anywhere in the conversation: messages, cards, and notices below a card. */
  waitForText(pattern: RegExp): Promise<void>;
  /** Waits for the private answer to a press, shown below the card to the person who pressed. */
  waitForNotice(pattern: RegExp): Promise<string>;
  screenshotCard(file: string): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

/** A new window with a browser profile of its own. `botName` is the name the bot has in the Playground's file. */
export async function newWindow(browser: Browser, botName: string): Promise<ChatWindow> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  // The page asks a Microsoft font server for Segoe UI; it is drawn with a local font all the same.
  await context.route(/^https?:\/\/(?!(localhost|127\.0\.0\.1)[:/])/, (route) => route.abort());
  const cards = page.locator(CARD);
  const compose = (...parts: readonly (string | Mention)[]): Promise<void> => composeAndSend(page, parts);
  return {
    page,
    open: (url) => open(page, url),
    inPersonalChat: () => choose(page, page.getByRole('treeitem', { name: 'Personal Chat', exact: true })),
    inGroupChat: () => choose(page, page.getByRole('treeitem').nth(1)),
    inChannel: (name = 'General') => choose(page, page.getByRole('treeitem', { name: ` - ${name}` })),
    say: (text) => compose(text),
    mentionBotAndSay: (text) => compose({ mention: botName }, text),
    compose,
    lastCard: async () => ((await cards.count()) === 0 ? '' : cards.last().innerText()),
    waitForCard: (pattern) => textOf(cards.filter({ hasText: pattern }).last()),
    fill: (label, text) => fill(cards.last().getByLabel(label), text),
    press: (title) => press(page, cards.last(), title),
    waitForText: (pattern) => conversation(page).getByText(pattern).last().waitFor(),
    waitForNotice: (pattern) => textOf(page.locator(NOTICE).filter({ hasText: pattern }).last()),
    screenshotCard: async (file) => {
      await cards.last().screenshot({ path: file });
    },
    screenshot: async (file) => {
      await conversation(page).screenshot({ path: file });
    },
    close: () => context.close(),
  };
}

/** The Playground greets the bot (installation, members) only once its page is open: "Connected." comes before. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('Connected.', { exact: true }).last().waitFor();
  await page
    .getByText(/^conversationUpdate \d+/)
    .last()
    .waitFor();
  // The log repeats every message, which would be mistaken for the conversation.
  await page.getByTitle('Hide log panel').click();
}

async function choose(page: Page, item: Locator): Promise<void> {
  await item.click();
  await page.locator(COMPOSER).first().waitFor();
}

/** The column right of the list of chats. */
function conversation(page: Page): Locator {
  return page.locator(SIDEBAR).locator('xpath=ancestor::*[following-sibling::*][1]/following-sibling::*[1]');
}

/** Enter sends even while the list of names is open, so a name is chosen by clicking it. */
async function composeAndSend(page: Page, parts: readonly (string | Mention)[]): Promise<void> {
  await page.locator(COMPOSER).first().click();
  for (const part of parts) {
    if (typeof part === 'string') {
      await page.keyboard.type(part);
    } else {
      await page.keyboard.type(`@${part.mention.slice(0, 4)}`);
      await page.locator('#typeahead-menu').getByText(part.mention, { exact: true }).click();
      await page.keyboard.type(' ');
    }
  }
  await page.keyboard.press('Enter');
}

/** Key by key, as a person does: a value put in at once is gone when Playground 0.2.28 draws the card again. */
async function fill(input: Locator, text: string): Promise<void> {
  await input.click();
  await input.pressSequentially(text);
  if ((await input.inputValue()) !== text) throw new Error('what was typed on the card did not stay');
}

/** Six actions stand on a card, the rest behind "…", as in Teams. */
async function press(page: Page, card: Locator, title: string): Promise<void> {
  const button = card.getByRole('button', { name: title, exact: true });
  const more = card.getByRole('button', { name: 'More options' });
  await button.or(more).first().waitFor();
  if ((await button.count()) > 0) return button.last().click();
  await more.last().click();
  await page.getByRole('menuitem', { name: title, exact: true }).click();
}

async function textOf(found: Locator): Promise<string> {
  await found.waitFor();
  return found.innerText();
}
