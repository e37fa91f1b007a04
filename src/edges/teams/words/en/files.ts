import { longestFile, type BadFile } from '../../../../core/file';
import type { Code } from '../../../../core/ids';

type Said = readonly [title: string, lines: readonly string[]];

const howToSave = 'In Excel: Save as, "CSV UTF-8". Then send that file.';

/** Why a file was not read, and what to do. The name comes from people: callers show it literally. */
const badFiles: Readonly<Record<BadFile, (name: string, most: number) => Said>> = {
  'not-personal': () => [
    'I take files only in a chat with me alone',
    ['Teams does not hand me files anywhere else. Send it there.'],
  ],
  several: () => ['That is more than one file', ['Send one CSV file with everybody in it.']],
  elsewhere: (name) => [
    `I do not fetch ${name} from where it lies`,
    [
      'I read files from OneDrive and SharePoint only. Attach the file itself, from your computer.',
      'If it is there, the person who runs Evict sets its host in EVICT_FILE_HOSTS.',
    ],
  ],
  'not-there': (name) => [
    `I may not read ${name}, or it is not there any more`,
    ['The address that Teams gives me works for a short time only. Send the file again.'],
  ],
  'a-page': (name) => [
    `I got a web page instead of ${name}`,
    [
      'Some phones send a link instead of the file. Send it from Teams on a computer, or paste the addresses.',
    ],
  ],
  'too-large': (name) => [
    `${name} is too large`,
    [`I read files of ${longestFile / 1_000_000} MB at most. Keep the column of sign-in names, or split it.`],
  ],
  'too-many-rows': (name, most) => [
    `${name} has too many rows`,
    [`I read ${most.toLocaleString('en')} people at most; the policy says so. Split the file.`],
  ],
  'not-text': (name) => [`${name} is not a CSV file`, [`I read CSV files only. ${howToSave}`]],
  encoding: (name) => [
    `I cannot read the letters in ${name}`,
    [`It is neither UTF-8 nor what Excel calls "Unicode text". ${howToSave}`],
  ],
  quotes: (name) => [
    `${name} is broken`,
    [
      'A quotation mark opens a cell and nothing closes it, so I cannot tell where rows end. Save it anew as CSV.',
    ],
  ],
  empty: (name) => [
    `${name} is empty`,
    ['One person a row, with a sign-in name, mail address or object id in any column.'],
  ],
};

export function badFile(why: BadFile, name: string, most: number): Said {
  return badFiles[why](name, most);
}

export function fileNotHere(code: Code): Said {
  return [
    'I give files only in a chat with me alone',
    [
      `Send "file ${code}" there. Teams hands over no files of mine anywhere else.`,
      'Whoever runs Evict can also export the record: npm run audit -- export.',
    ],
  ];
}

export function fileNotTaken(code: Code): Said {
  return ['The file could not be saved', [`OneDrive did not take it. Send "file ${code}" to try again.`]];
}

export const files = {
  offer: (code: Code) => `What came of request ${code}, a row for each person, as the record has it now.`,
  offerSummary: 'A file from Evict',
  given: (name: string) => ({ title: `${name} is in your OneDrive`, lines: [] }),
  declined: (code: Code) => ({
    title: 'The file was not saved',
    lines: [`You declined it. Send "file ${code}" if you want it after all.`],
  }),
};
