/** Whether the bot's token may be sent there: the origin is one of the listed, to the letter, and nobody's name is in it. */
export function isServiceAddress(address: string, origins: readonly string[]): boolean {
  // Parsers of addresses disagree about these: one's path is another's host.
  if (/[\\\s]/.test(address) || !URL.canParse(address)) return false;
  const { origin, username, password, href } = new URL(address);
  return (
    username === '' &&
    password === '' &&
    origins.includes(origin) &&
    address.startsWith(href.slice(0, origin.length))
  );
}
