import { statusOnly, type Answer } from './answer';
import type { FaultKind, Instead } from './faults';

/**
 * Answers a request, or lets the fault that hit it happen. The same for every simulated service: `serve` does what was
 * asked for and says what would come back, `pause` waits on the machine's clock.
 */
export async function misbehave(
  fault: FaultKind | undefined,
  serve: () => Promise<Answer>,
  pause: (ms: number) => Promise<void>,
): Promise<Answer> {
  switch (fault?.kind) {
    case undefined:
      return serve();
    case 'delay':
      await pause(fault.ms);
      return serve();
    case 'reset-mid-body':
      return { ...(await serve()), delivery: fault.kind };
    case 'status':
    case 'html':
    case 'no-answer':
    case 'reset':
    case 'half-open':
      if (fault.works === 'done') await serve();
      if (typeof fault.works === 'object') void pause(fault.works.lateMs).then(serve);
      return instead(fault);
  }
}

function instead(fault: Instead): Answer {
  switch (fault.kind) {
    case 'status':
      return statusOnly(fault.status, fault.code, fault.retryAfter);
    case 'html':
      return { status: fault.status, body: '<html><body><h1>The service is unavailable</h1></body></html>' };
    case 'no-answer':
    case 'reset':
      return { status: 0, delivery: fault.kind };
    case 'half-open':
      return { status: 200, body: { value: true }, delivery: fault.kind };
  }
}
