import { dress, refusal, statusOnly } from './answer';
import type { Answer } from './answer';
import type { Call } from './call';
import type { FaultKind } from './faults';
import { answerGraph, isBatch } from './graph/graph';
import type { World } from './world';

/** Answers one call, over HTTP or inside a batch: enters it in the ledger, lets faults happen, prints a line for a write. */
export async function answerCall(call: Call, world: World): Promise<Answer> {
  const entry = world.ledger.open({
    at: world.clock(),
    method: call.method,
    path: call.path,
    clientRequestId: call.headers['client-request-id'] ?? null,
    batched: call.batched,
  });
  const fault = world.faults.take(call.method, call.path);
  const bare = (fault && (await spoil(fault, world))) ?? (await serve(call, world));
  const broken = fault?.kind === 'reset-mid-body' ? { ...bare, delivery: fault.kind } : bare;
  const answer = dress(broken, call, world.clock());
  entry.status = answer.delivery ?? answer.status;
  if (answer.effect) entry.effect = answer.effect;
  if (call.method !== 'GET' && !isBatch(call)) {
    world.print(`graph ${call.method} ${call.path} ${entry.status}`);
  }
  return answer;
}

/** The answer a fault gives in place of the tenant's; undefined when the call is to be served all the same. */
async function spoil(fault: FaultKind, world: World): Promise<Answer | undefined> {
  switch (fault.kind) {
    case 'status':
      return statusOnly(fault.status, fault.code, fault.retryAfter);
    case 'html':
      return { status: fault.status, body: '<html><body><h1>The service is unavailable</h1></body></html>' };
    case 'no-answer':
    case 'reset':
      return { status: 0, delivery: fault.kind };
    case 'delay':
      await world.pause(fault.ms);
      return undefined;
    case 'reset-mid-body':
      return undefined;
  }
}

async function serve(call: Call, world: World): Promise<Answer> {
  const signIn = world.signIn.answer(call, world.url);
  if (signIn) return signIn;
  if (!/^\/v1\.0\//i.test(call.path)) return refusal(400, 'BadRequest', 'Invalid version.');
  return answerGraph(call, world, (item) => answerCall(item, world));
}
