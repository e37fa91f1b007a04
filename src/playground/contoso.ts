import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../edges/store/sqlite';
import { startEvict } from '../evict';
import type { Settings } from '../edges/config/settings';
import type { Fault } from './tenant/faults';
import { startTenant, type Tenant } from './tenant/server';
import { town } from './tenant/town';
import { personalChatOf, type WindowPerson } from './windows/description';
import { openWindow, type PlaygroundWindow } from './windows/window';
import { startDrive, type Drive } from './drive';
import { startRelay, type Relay } from './relay';
import { playgroundKeys, wire } from './wiring';

export interface ContosoOptions {
  /** Ports of the windows; 0 takes any that is free. */
  readonly olgaPort: number;
  readonly benPort: number;
  readonly logLevel: Settings['logLevel'];
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  readonly print: (line: string) => void;
}

export interface Contoso {
  readonly tenant: Tenant;
  readonly olga: PlaygroundWindow;
  readonly ben: PlaygroundWindow;
  /** A file that is posted there, under its name, is dropped into Olga's chat. */
  readonly dropUrl: string;
  stop(): Promise<void>;
}

/** The simulated tenant, the bot, and two people's windows of Microsoft's 365 Agents Playground; all on loopback. */
export async function startContoso(options: ContosoOptions): Promise<Contoso> {
  const { print, latencyMs = 0, faults = [] } = options;
  const directory = mkdtempSync(join(tmpdir(), 'evict-contoso-'));
  const closers: (() => Promise<void>)[] = [
    async () => {
      rmSync(directory, { recursive: true, force: true });
    },
  ];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const tenant = await startTenant({ print, latencyMs, faults });
    closers.push(() => tenant.close());
    // The windows need the relay's address and the bot needs the windows': the relay learns the bot's when it is there.
    const bot = { url: '' };
    const botId = town.identities.channel.appId;
    const relay = await startRelay(bot, (serviceUrl) => tenant.signIn.channelToken({ botId, serviceUrl }));
    closers.push(() => relay.close());
    const open = async (you: keyof typeof seats, port: number): Promise<PlaygroundWindow> => {
      const window = await openWindow({
        ...seats[you],
        port,
        botEndpoint: relay.url,
        print: () => undefined,
      });
      closers.push(() => window.stop());
      return window;
    };
    const olga = await open('olga', options.olgaPort);
    const ben = await open('ben', options.benPort);
    const drive = await startDrive((name, address) => dropAt(relay, olga, name, address));
    closers.push(() => drive.close());
    Object.assign(process.env, tenant.environment);
    const path = join(directory, 'evict.sqlite');
    await makeOnCall(path, ben.serviceUrl);
    const evict = await startEvict(settingsOf(tenant, [olga, ben], drive, path, options.logLevel));
    closers.push(() => evict.stop());
    bot.url = `http://127.0.0.1:${evict.port}/api/messages`;
    return { tenant, olga, ben, dropUrl: drive.origin, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

function settingsOf(
  { graphUrl, channelMetadataUrl }: Tenant,
  windows: readonly PlaygroundWindow[],
  drive: Drive,
  store: string,
  logLevel: Settings['logLevel'],
): Settings {
  const serviceOrigins = windows.map(({ url }) => url);
  const fileOrigins = [drive.origin];
  return wire({ graphUrl, channelMetadataUrl, serviceOrigins, fileOrigins, store, port: 0, logLevel });
}

/** Nobody can attach a file in Playground 0.2.28: this is the message that Teams would send. */
async function dropAt(
  relay: Relay,
  olga: PlaygroundWindow,
  name: string,
  downloadUrl: string,
): Promise<void> {
  const { you, bot, tenantId } = seats.olga;
  const contentType = 'application/vnd.microsoft.teams.file.download.info';
  const content = { downloadUrl, uniqueId: randomUUID(), fileType: 'csv' };
  const activity = {
    type: 'message',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: olga.serviceUrl,
    from: { id: you.id, name: you.name, aadObjectId: you.aadObjectId },
    recipient: bot,
    conversation: { id: personalChatOf(you), conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    attachments: [{ contentType, contentUrl: downloadUrl, name, content }],
  };
  await fetch(relay.url, { method: 'POST', body: JSON.stringify(activity) });
}

/** Ben's chat is where approval cards go from the start, as if he had sent "approvals here". */
async function makeOnCall(path: string, serviceUrl: string): Promise<void> {
  const { you, bot, tenantId } = seats.ben;
  const conversation = { id: personalChatOf(you), conversationType: 'personal', tenantId };
  const where = JSON.stringify({ channelId: 'msteams', serviceUrl, conversation, bot });
  const store = sqliteStore(path, { keys: playgroundKeys, journal: { note: () => undefined } });
  await store.onCall.set({ where, by: you.name, at: new Date().toISOString() });
  store.close();
}

/** Six people, as the Playground wants it: one at the window, five around. */
const { olga, ben, alice, carol, dan, eve } = town.people;
const everybody = [olga, ben, alice, carol, dan, eve].map(seated);
const seats = {
  olga: seatOf(olga.id),
  ben: seatOf(ben.id),
};

function seated({ id, displayName, userPrincipalName }: (typeof town.people)['olga']): WindowPerson {
  return { id: `29:${id}`, name: displayName, aadObjectId: id, userPrincipalName };
}

function seatOf(id: string): Pick<Parameters<typeof openWindow>[0], 'you' | 'others' | 'bot' | 'tenantId'> {
  const you = everybody.find((person) => person.aadObjectId === id);
  if (you === undefined) throw new Error('nobody of that id has a seat');
  const others = everybody.filter((person) => person !== you);
  return {
    you,
    others,
    bot: { id: `28:${town.identities.channel.appId}`, name: 'Evict' },
    tenantId: town.tenantId,
  };
}
