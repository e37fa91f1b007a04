import { csvCell } from './csv';
import type { LeftOut } from './left-out';
import type { Halt, Outcome, Target } from './request/events';
import type { Attempt, Run } from './request/run';
import { isOver, runOf, type Request } from './request/state';

/** The same heads as in the export of the record, where they mean the same. */
const columns = [
  ...(['code', 'target_names', 'target_addresses', 'targets', 'outcome', 'why', 'at'] as const),
  ...(['attempts', 'sent_at', 'graph_answer', 'graph_request_id', 'client_request_id'] as const),
  ...(['before', 'after', 'named', 'row'] as const),
] as const;
type Cells = Partial<Record<(typeof columns)[number], string>>;

/** Tells Excel that what follows is UTF-8. */
const mark = '\ufeff';

/**
 * What came of a request, as the record has it: a row for each person, those who were left out behind the others. CSV with
 * the line ends and the mark that Excel wants, and nothing in it that a sheet would carry out.
 */
export function outcomeFile(request: Request): string {
  const { code, targets, leftOut = [] } = request;
  const rows = [...targets.map((target) => ofTarget(request, target)), ...leftOut.map(ofLeftOut)];
  const lines = rows.map((cells) => columns.map((name) => csvCell({ ...cells, code }[name] ?? '')).join(','));
  return `${mark}${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function ofTarget(request: Request, { person }: Target): Cells {
  const run = runOf(request, person.id) ?? { attempts: [] };
  return {
    target_names: person.name,
    target_addresses: person.address,
    targets: person.id,
    ...ofRun(request, run),
  };
}

function ofRun(request: Request, { attempts, outcome }: Run): Cells {
  return {
    attempts: String(attempts.length),
    ...ofAttempt(attempts.at(-1)),
    ...(outcome === undefined
      ? { outcome: withoutOutcome(request) }
      : { at: outcome.at, ...ofOutcome(outcome) }),
  };
}

function ofAttempt(last: Attempt | undefined): Cells {
  if (last === undefined) return {};
  const { at, clientRequestId, before, answer } = last;
  return {
    sent_at: at,
    client_request_id: clientRequestId,
    before: before ?? '',
    graph_answer: answer?.kind ?? '',
    graph_request_id: answer?.requestId ?? '',
  };
}

/** Of a request that ended before anything was sent, how it ended; of one under way, that it is. */
function withoutOutcome(request: Request): string {
  return isOver(request) ? request.phase : 'open';
}

function ofOutcome(outcome: Outcome): Cells {
  switch (outcome.kind) {
    case 'verified':
      return {
        outcome: outcome.kind,
        after: outcome.evidence.after ?? '',
        why: outcome.readBack ? 'read-back' : '',
      };
    case 'unverified':
      return {
        outcome: outcome.kind,
        after: outcome.evidence?.after ?? '',
        why: outcome.accepted ? 'accepted' : 'no-clear-answer',
      };
    case 'failed':
      return { outcome: outcome.kind, why: outcome.code };
    case 'skipped':
      return { outcome: outcome.kind, why: ofHalt(outcome.why) };
  }
}

function ofHalt(halt: Halt): string {
  return halt.kind === 'not-allowed-any-more' ? halt.refusal.kind : halt.kind;
}

function ofLeftOut({ named, person, why, row }: LeftOut): Cells {
  const who =
    person === undefined
      ? {}
      : { target_names: person.name, target_addresses: person.address, targets: person.id };
  return { ...who, outcome: 'left-out', why, named, row: row === undefined ? '' : String(row) };
}
