import type { OnCallPlace } from '../../../../core/place';
import type { Answer, Event, Outcome } from '../../../../core/request/events';
import { haltWords, outcomeWords } from './cards';
import { number } from './left-out';
import { told, type Told } from './refusals';
import { time } from './times';

/** One line for each thing that happened to a request. Names are in it: callers show it literally. */
export function happened(event: Event, times = 1): string {
  const again = times === 1 ? '' : ` ${times} such presses, the first one then.`;
  return `${time(event.at)}: ${what(event)}${again}`;
}

/** The same for so many people, from the first to the last of them; `undefined` for what does not happen for each. */
export function happenedForEach(event: Event, times: number, until: string): string | undefined {
  if (times === 1) return undefined;
  const said = forEach(event, number(times));
  return said === undefined ? undefined : `${time(event.at)} to ${time(until)}: ${said}.`;
}

function forEach(event: Event, count: string): string | undefined {
  if (event.type === 'attempted') return `${count} attempts were sent to Microsoft Graph`;
  if (event.type === 'answered')
    return `Microsoft Graph ${countedAnswers[event.answer.kind]} ${count} attempts`;
  if (event.type === 'settled') return `${countedOutcomes[event.outcome.kind]} ${count} people`;
  return undefined;
}

const countedAnswers: Readonly<Record<Answer['kind'], string>> = {
  accepted: 'accepted',
  refused: 'refused',
  'not-taken': 'did not take',
  unknown: 'gave no clear answer to',
};

const countedOutcomes: Readonly<Record<Outcome['kind'], string>> = {
  verified: 'Confirmed by Microsoft Entra for',
  unverified: 'Sent, but not confirmed for',
  failed: 'Failed for',
  skipped: 'Not done for',
};

function what(event: Event): string {
  switch (event.type) {
    case 'asked':
      return `${event.by.name} asked${as(event.by.role)}.`;
    case 'ask-refused':
      return `An ask was refused: ${told(event.refusal).title}.`;
    case 'on-call-set':
      return 'Approval cards go to another conversation.';
    case 'carried-over':
      return `${event.rows} rows before this one are from a time when rows were not sealed.`;
    case 'supported':
      return `${event.by.name} asked for the same${as(event.by.role)}.`;
    case 'confirmed':
      return `${event.by.name} confirmed${as(event.by.role)}.`;
    case 'approved':
      return `${event.by.name} approved${as(event.by.role)}.`;
    case 'rejected':
      return `${event.by.name} rejected${as(event.by.role)}${event.reason === undefined ? '' : `: ${event.reason}`}.`;
    case 'cancelled':
      return `${event.by.name} cancelled.`;
    case 'expired':
      return 'Not enough people decided in time; it expired.';
    case 'reminded':
      return 'Half the time was over: a reminder was due.';
    case 'press-refused':
      return `A press on "${event.press}" was refused (${event.refusal.kind})${event.last === true ? '; more like it are not recorded' : ''}.`;
    case 'attempted':
      return `Attempt ${event.attempt} was sent to Microsoft Graph (client-request-id ${event.clientRequestId}).`;
    case 'answered':
      return `Microsoft Graph, attempt ${event.attempt}: ${answer(event.answer)}${trace(event.answer)}.`;
    case 'halted':
      return `Nothing more is sent. ${haltWords(event.halt).join(' ')}`;
    case 'settled':
      return `${outcomeWords(event.outcome).title}${proof(event.outcome)}.`;
  }
}

/** The timestamp before and after, as Entra gave it. */
function proof(outcome: Outcome): string {
  if (!('evidence' in outcome)) return '';
  const { before, after, readAt } = outcome.evidence;
  return `: sessions valid from ${before ?? 'nothing'} before, ${after ?? 'nothing'} when read at ${readAt}`;
}

function as(role: string | undefined): string {
  return role === undefined ? '' : ` as ${role}`;
}

function answer(given: Answer): string {
  switch (given.kind) {
    case 'accepted':
      return 'accepted';
    case 'refused':
      return `refused, ${given.code}`;
    case 'not-taken':
      return `not taken, ${given.why}`;
    case 'unknown':
      return `no clear answer, ${given.why}`;
  }
}

function trace({ requestId }: Answer): string {
  return requestId === undefined ? '' : ` (request-id ${requestId})`;
}

export function onCall(place: OnCallPlace | undefined, here: boolean): Told {
  if (place === undefined) {
    return {
      title: 'No conversation for approvals is set',
      lines: ['Somebody who may approve sends "approvals here" in the channel or chat where approvers are.'],
    };
  }
  const where = here ? 'to this conversation' : 'to another conversation';
  return {
    title: `Approval cards go ${where}`,
    lines: [`${place.by} set it at ${time(place.at)}. "approvals here" moves them.`],
  };
}
