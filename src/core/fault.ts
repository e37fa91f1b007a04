/**
 * A look-up that did not give a complete answer: unreachable, forbidden, throttled, half a page, not JSON.
 * It means "could not check", never "may not" and never "yes".
 */
export class CouldNotCheck extends Error {
  override readonly name = 'CouldNotCheck';

  /** @param what what was looked up, in words for a person, such as `the roles of Alice Archer` */
  constructor(
    readonly what: string,
    options?: ErrorOptions,
  ) {
    // What was looked up names people: it is for them, and no log repeats it.
    super('could not check', options);
  }
}

/** Teams says that there is nobody to talk to any more: the conversation is gone, or the bot was removed from it. */
export class ConversationGone extends Error {
  override readonly name = 'ConversationGone';

  constructor(options?: ErrorOptions) {
    super('the conversation is gone, or the bot is no longer in it', options);
  }
}

/** The record could not be read or written: nothing may be done that would not be on it. */
export class CouldNotRecord extends Error {
  override readonly name = 'CouldNotRecord';

  constructor(options?: ErrorOptions) {
    super('the record could not be read or written', options);
  }
}
