const patienceMs = 25_000;

/**
 * Looks until `found` gives something, and hands it back; `undefined` and `false` are "not yet". Throws after 25 s, with
 * what the test says it waited for and what there is instead, so that a story that never happens is named.
 */
export async function until<Found>(
  what: string,
  found: () => Found | Promise<Found>,
  instead: () => string = () => '',
): Promise<Exclude<Found, undefined | false>> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const result = await found();
    if (result !== undefined && result !== false) return result as Exclude<Found, undefined | false>;
    if (performance.now() > deadline)
      throw new Error(`waited ${patienceMs} ms, and it never came true: ${what}\n${instead()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
