import type { Answer } from '../answer';
import type { Call } from '../call';
import type { World } from '../world';

/** A call that reached Graph, taken apart. */
export interface GraphCall extends Call {
  /** Path segments after the version, decoded; `users('x')` is split into `users` and `x`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly world: World;
  /** What stood where the route's path has {id}. */
  readonly id: string;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Segments after the version; {id} stands for one of any content. */
  readonly path: string;
  /** Application permissions of which the token must carry one (source: each call's permissions table on Microsoft Learn). */
  readonly needs: readonly string[];
  readonly answer: (call: GraphCall) => Answer | Promise<Answer>;
}

/** The routes are few, so the first that fits is found by looking at each. */
export function routeFor(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): Route | undefined {
  return routes.find((route) => route.method === method && idIn(route, segments) !== undefined);
}

/** What stands at {id}, "" when the route has none, undefined when the route does not fit. */
export function idIn(route: Route, segments: readonly string[]): string | undefined {
  const pattern = route.path.split('/');
  if (pattern.length !== segments.length) return undefined;
  let id = '';
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (expected === '{id}') id = segment;
    else if (expected.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return id;
}

/** The decoded segments of a Graph path without its version; undefined when it cannot be decoded. */
export function segmentsOf(path: string): string[] | undefined {
  const raw = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  try {
    return raw.slice(1).flatMap((part) => splitKey(decodeURIComponent(part)));
  } catch {
    return undefined;
  }
}

/** OData's other way to name one entity: users('o''neil@contoso.com'). */
function splitKey(segment: string): string[] {
  const keyed = /^(\w+)\('((?:[^']|'')*)'\)$/.exec(segment);
  if (!keyed) return [segment];
  return [keyed[1] ?? '', (keyed[2] ?? '').replaceAll("''", "'")];
}
