import type { Along } from '../command';
import type { Word } from '../words';
import type { Taken } from './taken';

/** `this file`, `the attached CSV file`, `everyone in the attachment`, word by word. */
const fileWords =
  /^(?:(?:all |the )*(?:everyone|everybody|people|users|members|those|accounts) (?:in|of|from) )?(?:(?:the|this|my|attached|enclosed) )*(?:csv file|csv|file|attachment|list)(?=$| )/;

/** Everybody in the file that came with the message, if these words say so. */
export function readFile(words: readonly Word[], at: number, { file }: Along): Taken {
  const opening = words.slice(at, at + 9).map(({ text }) => text.toLowerCase().replace(/[.!?]$/, ''));
  const said = fileWords.exec(opening.join(' '))?.[0];
  if (said === undefined) return undefined;
  const next = at + said.split(' ').length;
  if (file === true) return { ok: true, target: { kind: 'file' }, next };
  const text = words
    .slice(at, next)
    .map((word) => word.text)
    .join(' ');
  return { ok: false, misread: { problem: 'no-file', text, topic: 'many' } };
}
