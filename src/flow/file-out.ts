import type { FileLink } from '../core/file';
import type { Code, RequestId } from '../core/ids';
import { outcomeFile } from '../core/outcome-file';
import type { Reply } from '../core/reply';
import type { Request } from '../core/request/state';
import type { Cards } from './cards';
import type { Caller, Means } from './means';
import { orCouldNotRecord } from './people';
import { isMisplaced, viewOf, type Press } from './press';
import { tellStatus, tellStory } from './tell';

/** Somebody answered the offer of a file. */
export interface Consent {
  readonly by: Caller;
  readonly where: string;
  readonly request: RequestId;
  /** Where it may go, opaque here, and how to show it then; `nowhere`: no place for files. Absent: they declined. */
  readonly agreed?: { readonly to: string; readonly link: FileLink } | 'nowhere';
}

/** `file R-7F3K2`: for whoever may see the request, in a chat of their own. Teams asks them where it may go. */
export async function offerFile(means: Means, by: Caller, where: string, code: Code): Promise<Reply> {
  return offered(means, where, await tellStatus(means, by, code));
}

/** The button: the card it stands on stays, and the offer stands below it. */
export async function pressFile(means: Means, cards: Cards, pressed: Press): Promise<Reply> {
  const { by, where, request: id } = pressed;
  const told = await orCouldNotRecord(means, () => tellStory(means, by, id));
  const reply = offered(means, where, told);
  means.meters.pressed('file', reply.kind === 'refused' ? reply.refusal.kind : 'counted');
  if (told.kind !== 'story' || reply.kind === 'refused') return reply;
  if (await isMisplaced(means, told.request, pressed))
    return { kind: 'refused', refusal: { kind: 'wrong-conversation' } };
  cards.later(cards.post(where, reply));
  return { kind: 'request', request: told.request, view: await viewOf(means, pressed) };
}

function offered(means: Means, where: string, told: Reply): Reply {
  if (told.kind !== 'story') return told;
  const { request } = told;
  const { id, code } = request;
  if (!means.notices.isPersonal(where)) return { kind: 'refused', refusal: { kind: 'file-not-here', code } };
  const bytes = new TextEncoder().encode(outcomeFile(request)).length;
  return { kind: 'file-offer', request: id, code, name: nameOf(request), bytes };
}

/** The answer to an offer. Who may see the request is looked at again: the offer may be old, or of somebody's own making. */
export function giveFile(means: Means, consent: Consent): Promise<Reply> {
  return orCouldNotRecord(means, async () => {
    const { by, where, request: id, agreed } = consent;
    const told = await tellStory(means, by, id);
    if (told.kind !== 'story') return told;
    const { request } = told;
    const { code } = request;
    if (!means.notices.isPersonal(where))
      return { kind: 'refused', refusal: { kind: 'file-not-here', code } };
    if (agreed === undefined) return { kind: 'file-declined', code };
    if (agreed === 'nowhere') return { kind: 'refused', refusal: { kind: 'file-not-taken', code } };
    try {
      await means.files.write(agreed.to, outcomeFile(request));
    } catch (cause) {
      means.journal.note('a file was not taken', { request: id, cause });
      return { kind: 'refused', refusal: { kind: 'file-not-taken', code } };
    }
    return { kind: 'file-given', name: nameOf(request), link: agreed.link };
  });
}

function nameOf({ code }: Request): string {
  return `evict-${code}.csv`;
}
