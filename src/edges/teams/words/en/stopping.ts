/** Why something cannot be stopped: a title, and what to do instead. */
type Said = readonly [title: string, lines: readonly string[]];

export const notRunningYet: Said = [
  'There is nothing to stop yet',
  [
    'It waits for its decision, and nothing was sent. Whoever asked can withdraw it with "Cancel"; an approver can reject it.',
  ],
];

export const alreadyStopped: Said = [
  'It is being stopped already',
  ['Nothing more is sent. What had been sent by then is read back, and the card says what came of it.'],
];

export function mayNotStop(requester: string): Said {
  return [
    'You may not stop this',
    [`${requester}, who asked for it, can stop it, and so can people who could approve it.`],
  ];
}
