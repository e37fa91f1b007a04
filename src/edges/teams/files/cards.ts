import type { Activity } from 'botbuilder';
import type { Reply } from '../../../core/reply';
import { literal } from '../cards/literal';
import type { Words } from '../words/words';

/** Teams' own cards for files (Microsoft Learn, "Send and receive files from a bot"). */
const consent = 'application/vnd.microsoft.teams.card.file.consent';
const info = 'application/vnd.microsoft.teams.card.file.info';

type Offer = Extract<Reply, { kind: 'file-offer' }>;
type Given = Extract<Reply, { kind: 'file-given' }>;

/** Asks whether the file may be put into the person's OneDrive. What comes back carries the request's id and nothing else. */
export function offerOf({ request, code, name, bytes }: Offer, { files }: Words): Partial<Activity> {
  const content = {
    description: files.offer(code),
    sizeInBytes: bytes,
    acceptContext: { request },
    declineContext: { request },
  };
  return {
    type: 'message',
    summary: files.offerSummary,
    attachments: [{ contentType: consent, name, content }],
  };
}

/** The file where it lies now, to open. */
export function givenOf({ name, link }: Given, { files }: Words): Partial<Activity> {
  const { url, uniqueId, fileType } = link;
  const content = { uniqueId, fileType };
  return {
    type: 'message',
    summary: files.offerSummary,
    attachments: [{ contentType: info, contentUrl: url, name: literal(name), content }],
  };
}
