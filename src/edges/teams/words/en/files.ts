import type { BadFile } from '../../../../core/file';
import type { Code } from '../../../../core/ids';
import { longestFile } from '../../../../core/file';

type Said = readonly [title: string, lines: readonly string[]];

const howToSave = 'In Excel: Save as, "CSV UTF-8". Then send that file.';

/** Why a file was not read, and what to do. The name comes from people: callers show it literally. */
export function badFile(why: BadFile, name: string, most: number): Said {
  switch (why) {
    case 'not-personal':
      return [
        'I take files only in a chat with me alone',
        ['Teams does not hand me files anywhere else. Send it there.'],
      ];
    case 'several':
      return ['That is more than one file', ['Send one CSV file with everybody in it.']];
    case 'elsewhere':
      return [
        `I do not fetch ${name} from where it lies`,
        [
          'I read files from OneDrive and SharePoint of your organisation only. Attach the file itself, from your computer.',
          'If it is there, the person who runs Evict sets the host in EVICT_FILE_HOSTS.',
        ],
      ];
    case 'not-there':
      return [
        `${name} is not there any more`,
        ['The address that Teams gave me works for some minutes only. Send the file again.'],
      ];
    case 'a-page':
      return [
        `I got a web page instead of ${name}`,
        [
          'Some phones send a link instead of the file. Send it from Teams on a computer, or paste the addresses.',
        ],
      ];
    case 'too-large':
      return [
        `${name} is too large`,
        [
          `I read files of ${longestFile / 1_000_000} MB at most. Keep the column of sign-in names, or split it.`,
        ],
      ];
    case 'too-many-rows':
      return [
        `${name} has too many rows`,
        [`I read ${most.toLocaleString('en')} people at most; the policy says so. Split the file.`],
      ];
    case 'not-text':
      return [`${name} is not a CSV file`, [`I read CSV files only. ${howToSave}`]];
    case 'encoding':
      return [
        `I cannot read the letters in ${name}`,
        [`It is neither UTF-8 nor "Unicode text". ${howToSave}`],
      ];
    case 'quotes':
      return [
        `${name} is broken`,
        [
          'A quotation mark opens a cell and nothing closes it, so I cannot tell where rows end. Save it anew as CSV.',
        ],
      ];
    case 'empty':
      return [
        `${name} is empty`,
        ['One person a row, with a sign-in name, mail address or object id in any column.'],
      ];
  }
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
