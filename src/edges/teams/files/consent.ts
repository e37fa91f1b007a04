import { ActivityTypes, StatusCodes, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { RequestId } from '../../../core/ids';
import type { Consent } from '../../../flow/file-out';
import { activityOf, callerOf } from '../activity';
import { whereOf } from '../place';
import { isFileAddress, type FilePlaces } from './address';

const answered = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ request: z.string().uuid() }),
  uploadInfo: z.unknown(),
});

const upload = z.object({
  uploadUrl: z.string().max(8_192),
  contentUrl: z.string().max(8_192),
  uniqueId: z.string().max(200),
  fileType: z.string().max(20),
});

/** Somebody pressed "Allow" or "Decline" on a card that offers a file; `undefined` for what no such card sends. */
export function consentIn(context: TurnContext, places: FilePlaces): Consent | undefined {
  const activity = activityOf(context);
  const read = answered.safeParse(activity.value);
  if (!read.success) return undefined;
  const { action, context: offered, uploadInfo } = read.data;
  const consent = { by: callerOf(activity), where: whereOf(activity), request: offered.request as RequestId };
  return action === 'decline' ? consent : { ...consent, agreed: placeIn(uploadInfo, places) ?? 'nowhere' };
}

/** Where to put it and where it lies then, if both are where files of Teams lie. */
function placeIn(uploadInfo: unknown, places: FilePlaces): Exclude<Consent['agreed'], undefined> | undefined {
  const read = upload.safeParse(uploadInfo);
  if (!read.success) return undefined;
  const { uploadUrl: to, contentUrl, uniqueId, fileType } = read.data;
  // Folders of OneDrive may have blanks in their names.
  const url = contentUrl.replaceAll(' ', '%20');
  const isGood = isFileAddress(to, places) && isFileAddress(url, places);
  return isGood ? { to, link: { url, uniqueId, fileType } } : undefined;
}

/** The client only wants to hear that it arrived: what came of it is a message. */
export async function sayReceived(context: TurnContext): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: StatusCodes.OK } });
}
