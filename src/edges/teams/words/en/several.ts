import type { Refusal } from '../../../../core/refusal';
import { cutTo, namedLeftOut, number } from './left-out';

type Of<Kind extends Refusal['kind']> = Extract<Refusal, { kind: Kind }>;
type Said = readonly [title: string, lines: readonly string[]];

export const noFile: Said = [
  'I see no file',
  [
    'Send the CSV file and the command in one message, in the chat with me alone.',
    'Any column with sign-in names, mail addresses or object ids will do.',
  ],
];

export function groupNotFound({ typed }: Of<'group-not-found'>): Said {
  return [
    `I found no group ${typed}`,
    [
      'Check the spelling, or use the object id of the group from the Microsoft Entra admin centre.',
      'I look for exactly this name.',
    ],
  ];
}

export function severalGroups({ typed, groups }: Of<'several-groups'>): Said {
  return [
    `${typed} is several groups`,
    [
      ...groups.map(({ id, name }) => `Object id ${id}: ${cutTo(name, 120)}`),
      'Ask again with the object id of the one you mean.',
    ],
  ];
}

export function tooManyPeople({ most }: Of<'too-many-people'>): Said {
  return [
    'That is too many people',
    [
      `One request is for ${number(most)} people at most; the policy says so.`,
      'Ask for fewer at a time, such as one group after the other.',
    ],
  ];
}

export function nobodyLeft(refusal: Of<'nobody-left'>): Said {
  const lines = ['Everybody you named is left out:', ...namedLeftOut(refusal)];
  return refusal.count === 0
    ? ['There is nobody in it', ['What you named holds no people.']]
    : ['Nobody is left to revoke', [...lines, 'Correct the names, or ask for people who can be revoked.']];
}

export function notAllowedAmong(refusal: Of<'not-allowed-among'>): Said {
  return [
    'Some of them may not be revoked',
    ['The policy refuses the whole request for these:', ...namedLeftOut(refusal), 'Ask again without them.'],
  ];
}

export function notDoneYet(phase: string): Said {
  return [
    `This request is ${phase}`,
    ['For whom it failed is known when it is done, and only then can they be asked for anew.'],
  ];
}

export const nobodyFailed: Said = [
  'It failed for nobody',
  [
    'There is nobody to try again. Whoever is not confirmed may have been revoked all the same: look at the account first.',
  ],
];
