import { town as contoso } from '../../src/playground/tenant/town';
import type { Chat, Somebody } from '../support/teams';
import { pause } from './crew';
import type { Scene } from './scene';

const { olga, ben, petra, gina } = contoso.people;

/** What people do about one request. */
export type Story = (scene: Scene) => Promise<void>;

interface Opened {
  readonly code: string;
  readonly chat: Chat;
  readonly target: Somebody & { readonly id: string };
}

async function opened(scene: Scene, kind: 'ordinary' | 'privileged', who: Somebody = olga): Promise<Opened> {
  const chat = scene.town.teams.open('personal');
  const target = scene.someone(kind);
  await scene.hesitate();
  const code = await scene.ask(who, chat, `revoke sessions for ${target.id} because laptop stolen`);
  if (code === undefined) throw new Unheard();
  await scene.hesitate();
  return { code, chat, target };
}

/** Nobody answered until the scene was over: a story that has no end of its own. */
class Unheard extends Error {}

const confirmed: Story = async (scene) => {
  const { code, chat } = await opened(scene, 'ordinary');
  const presses = Array.from({ length: 1 + scene.dice.below(3) }, () =>
    scene.press(olga, chat, code, 'Revoke sessions'),
  );
  await Promise.race(presses);
};

const own: Story = async (scene) => {
  const chat = scene.town.teams.open('personal');
  const who = scene.someone('ordinary');
  const code = await scene.ask(who, chat, 'revoke my sessions');
  if (code !== undefined) await scene.press(who, chat, code, 'Revoke sessions');
};

/** Two ask for the same; the one who joined confirms. */
const supported: Story = async (scene) => {
  const { code, target } = await opened(scene, 'ordinary');
  const chat = scene.town.teams.open('personal');
  await scene.ask(gina, chat, `revoke sessions for ${target.id} ticket INC0012345`);
  await scene.press(gina, chat, code, 'Revoke sessions');
};

/** With presses of people who may not. */
const approved: Story = async (scene) => {
  const { room, dice } = scene;
  const { code, target } = await opened(scene, 'privileged');
  await scene.card(room, code);
  if (dice.chance(0.7)) await scene.press(olga, room, code, 'Approve');
  if (dice.chance(0.3)) await scene.press(target, room, code, 'Approve');
  const presses = [scene.press(ben, room, code, 'Approve')];
  if (dice.chance(0.5)) presses.push(scene.press(ben, room, code, 'Approve'));
  await presses[0];
  await scene.hesitate();
  // Where two are needed this is the second; where one was enough the card has no such button any more.
  void scene.press(petra, room, code, 'Approve');
};

const rejected: Story = async (scene) => {
  const { room } = scene;
  const { code } = await opened(scene, 'privileged');
  const rival = scene.dice.chance(0.4) ? scene.press(ben, room, code, 'Approve') : undefined;
  await scene.press(petra, room, code, 'Reject', { reason: 'not *her*' });
  void rival;
};

const cancelled: Story = async (scene) => {
  const { dice } = scene;
  const { code, chat } = await opened(scene, dice.pick(['ordinary', 'privileged']));
  const rival = dice.chance(0.4) ? scene.press(olga, chat, code, 'Revoke sessions') : undefined;
  await scene.press(olga, chat, code, 'Cancel');
  void rival;
};

const typed: Story = async (scene) => {
  const { room, dice } = scene;
  const { code } = await opened(scene, 'privileged');
  for (const who of dice.chance(0.5) ? [ben, petra] : [petra]) await scene.type(who, room, `approve ${code}`);
};

/** Nobody decides. */
const left: Story = async (scene) => {
  await opened(scene, scene.dice.pick(['ordinary', 'privileged']));
};

/** Graph is too busy at first, and by the time it is not, whoever confirmed has lost the role. */
const lostRole: Story = async (scene) => {
  const { control } = scene.town.tenant;
  const crewId = contoso.groups.helpdeskCrew.id;
  const { code, chat, target } = await opened(scene, 'ordinary', gina);
  control.addFault(`POST ${target.id}/revokeSignInSessions 429 retry-after=8 x1`);
  await scene.press(gina, chat, code, 'Revoke sessions');
  for (let wait = 0; wait < 400 && !wasSentTo(scene, target.id); wait += 1) await pause(25);
  control.removeMember(crewId, gina.id);
  await pause(2_000);
  control.addMember(crewId, gina.id);
};

function wasSentTo({ town }: Scene, id: string): boolean {
  return town.tenant.ledger.revokes().some((one) => one.id === id);
}

export const stories = {
  confirmed,
  own,
  supported,
  approved,
  rejected,
  cancelled,
  typed,
  left,
  lostRole,
} as const;
export type StoryName = keyof typeof stories;
