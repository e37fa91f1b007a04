import { z } from 'zod';
import type { SentFile } from '../../../core/file';
import { cut } from '../../../core/text';
import type { InboundActivity } from '../activity';

/** A file as Teams tells of it in a personal chat. */
const download = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string().optional(),
  content: z.object({ downloadUrl: z.string().max(8_192) }),
});

/** The files that came with a message. Where they lie is looked at when one is fetched, and not before. */
export function filesIn({ attachments }: InboundActivity): readonly SentFile[] {
  return (attachments ?? []).flatMap((attachment) => {
    const read = download.safeParse(attachment);
    if (!read.success) return [];
    const { name = '', content } = read.data;
    return [{ name: name.trim() === '' ? 'the file' : cut(name.trim(), 100), at: content.downloadUrl }];
  });
}
