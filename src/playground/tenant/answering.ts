import { dress, refusal } from './answer';
import type { Answer } from './answer';
import type { Call } from './call';
import { answerGraph, isBatch } from './graph/graph';
import { misbehave } from './misbehave';
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
  const served = async (): Promise<Answer> => {
    const answer = await serve(call, world);
    // Also when it takes effect after something else was answered.
    if (answer.effect) entry.effect = answer.effect;
    return answer;
  };
  const answer = dress(await misbehave(fault, served, world.pause), call, world.clock());
  entry.status = answer.delivery ?? answer.status;
  if (call.method !== 'GET' && !isBatch(call)) {
    world.print(`graph ${call.method} ${call.path} ${entry.status}`);
  }
  return answer;
}

async function serve(call: Call, world: World): Promise<Answer> {
  const signIn = world.signIn.answer(call, world.url);
  if (signIn) return signIn;
  if (!/^\/v1\.0\//i.test(call.path)) return refusal(400, 'BadRequest', 'Invalid version.');
  return answerGraph(call, world, (item) => answerCall(item, world));
}
