/** A name that is several people. */
export const pick = {
  title: 'Which of them do you mean?',
  several: (typed: string) =>
    `${typed} is several people. Nothing was changed, and nobody is chosen for you.`,
  label: 'People',
  missing: 'Please choose one of them.',
  more: 'There are more of this name. Say the object id, from the Microsoft Entra admin centre, if the one you mean is not here.',
  next: 'The next card shows everything about the person, and asks before anything is sent.',
  button: 'Go on with this person',
  lookingUp: {
    title: 'Looking up and checking',
    lines: [
      'Your press has arrived. The answer follows as a new message; if there is none in a minute, send the command again.',
    ],
  },
};

type Said = readonly [title: string, lines: readonly string[]];

export const pickNotYours: Said = [
  'This is not yours to pick',
  ['Whoever typed the name says who is meant. Send me the command yourself.'],
];
export const pickTooOld: Said = [
  'This card is too old',
  ['Who has that name may have changed meanwhile. Send the command again.'],
];
export const nobodyPicked: Said = [
  'Nobody was picked',
  ['Choose one of the people on the card, then press the button.'],
];
