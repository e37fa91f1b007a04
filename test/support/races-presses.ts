import fc from 'fast-check';
import { verbs } from '../../src/flow/press';

/** Stand for the ids of requests, which are not known when values are made up. */
export const marks = { confirmable: '<confirmable>', approvable: '<approvable>', over: '<over>' } as const;
type Mark = (typeof marks)[keyof typeof marks];

const nasty = fc.constantFrom(
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$ne', 'by', 'role', 'request'],
  ...['verb', 'data', 'action', 'trigger', 'where', 'activityId', 'reason', 'then', 'toJSON', 'length'],
);
const huge = fc.integer({ min: 1, max: 300 }).map((thousands) => 'x'.repeat(thousands * 1_000));
const deep = fc
  .integer({ min: 1, max: 40_000 })
  .map((levels) => `${'['.repeat(levels)}${']'.repeat(levels)}`);

/** Any JSON, as its text: own `__proto__` keys and nesting of any depth survive in it. */
const anything: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.json({ stringUnit: 'binary', maxDepth: 4 }) },
  {
    weight: 2,
    arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean()).map((one) => JSON.stringify(one)),
  },
  { weight: 2, arbitrary: nasty.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: huge.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: deep },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1e999', '-0', '[]', '{}', 'null', '""', '"\\ud800"', '"\\u0000"'),
  },
);

/** Text of an object with these properties; later ones of the same name count, as everywhere in JSON. */
function object(
  properties: Readonly<Record<string, fc.Arbitrary<string | undefined>>>,
): fc.Arbitrary<string> {
  const extra = fc.array(fc.tuple(fc.oneof(nasty, fc.string()), anything), { maxLength: 3 });
  return fc.tuple(fc.record(properties), fc.oneof(fc.constant([]), extra)).map(([known, more]) => {
    const own = Object.entries(known).filter(([, text]) => text !== undefined);
    const unknown = more.filter(([key]) => !Object.hasOwn(properties, key));
    return `{${[...unknown, ...own].map(([key, text]) => `${JSON.stringify(key)}:${String(text)}`).join(',')}}`;
  });
}

const text = (value: unknown): string => JSON.stringify(value);
const wrapped = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    inner.map((one) => `[${one}]`),
    inner.map((one) => `{"__proto__":${one}}`),
    inner.map((one) => `{"constructor":{"prototype":${one}}}`),
    inner.map((one) => text(one)),
  );

/** Mostly as a card would have it; else wrapped into something, or anything at all. */
const around = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: inner },
    { weight: 1, arbitrary: wrapped(inner) },
    { weight: 1, arbitrary: anything },
  );

const verb = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...verbs).map(text) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...verbs)
      .chain((one) =>
        fc.constantFrom(
          ...[
            text(one.toUpperCase()),
            text(`${one} `),
            text([one]),
            text({ [one]: true }),
            text(`${one}\u0000`),
          ],
        ),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom('revoke', 'settle', 'expire', 'confirmed', 'press').map(text) },
  { weight: 1, arbitrary: anything },
);
const request = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.values(marks)).map(text) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[text([marks.confirmable]), text({ id: marks.approvable }), text(` ${marks.confirmable}`)],
      ...[text(`${marks.approvable}' or '1'='1`), text(`${marks.confirmable}/../${marks.approvable}`)],
    ),
  },
  { weight: 1, arbitrary: fc.uuid().map(text) },
  { weight: 1, arbitrary: anything },
);
const absent = fc.constant(undefined);
const reason = fc.oneof({ weight: 3, arbitrary: absent }, fc.string({ unit: 'binary' }).map(text), anything);
const trigger = fc.oneof(
  { weight: 2, arbitrary: absent },
  { weight: 3, arbitrary: fc.constant(text('manual')) },
  fc.constantFrom('automatic', 'always', 'MANUAL').map(text),
  anything,
);
const data = around(object({ request, reason }));
const action = around(object({ verb, data, type: fc.constant(text('Action.Execute')) }));

/** The text of what an invoke carries as its value. */
export const invokeValue: fc.Arbitrary<string> = around(object({ action, trigger }));

const deciding = ['confirm', 'approve', 'reject', 'cancel'] as const;

/** A press as the card's own button sends it: what somebody who may press can do, among all the rest. */
export const honestValue: fc.Arbitrary<string> = fc
  .record({
    verb: fc.constantFrom(...deciding, ...deciding, ...verbs),
    request: fc.constantFrom(marks.confirmable, marks.approvable),
  })
  .map((pressed) =>
    text({ action: { verb: pressed.verb, data: { request: pressed.request } }, trigger: 'manual' }),
  );

/** A verb that decides about what waits; the others are for what runs or is over. */
export type Deciding = (typeof deciding)[number];

/** What a value means by the product's own description of a press, read here with nothing of the product's code. */
export function meaningOf(value: unknown): { readonly verb: Deciding; readonly request: Mark } | undefined {
  const { action: pressed, trigger: by } = properties(value);
  if (by !== undefined && by !== 'manual') return undefined;
  const { verb: wanted, data: carried } = properties(pressed);
  const { request: about, reason: why } = properties(carried);
  if (why !== undefined && typeof why !== 'string') return undefined;
  const isVerb = deciding.some((one) => one === wanted);
  const isRequest = Object.values(marks).some((mark) => mark === about);
  return isVerb && isRequest ? { verb: wanted as Deciding, request: about as Mark } : undefined;
}

/** Own ones only; none of an array or a text. */
function properties(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.assign(Object.create(null) as object, Object.fromEntries(Object.entries(value)));
}
