import { ConversationGone, CouldNotCheck, CouldNotRecord } from '../../src/core/fault';

const cause = new Error('503');

test.each([
  ['CouldNotCheck', 'could not check', new CouldNotCheck('the roles of Alice Archer', { cause })],
  [
    'ConversationGone',
    'the conversation is gone, or the bot is no longer in it',
    new ConversationGone({ cause }),
  ],
  ['CouldNotRecord', 'the record could not be read or written', new CouldNotRecord({ cause })],
])('%s says what it is, keeps its cause, and its message names nobody', (name, message, fault) => {
  expect(String(fault)).toBe(`${name}: ${message}`);
  expect(fault.cause).toBe(cause);
});

test('what could not be checked is there for the person who is told', () => {
  expect(new CouldNotCheck('the roles of Alice Archer').what).toBe('the roles of Alice Archer');
});
