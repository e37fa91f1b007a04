import type { OnCallPlace } from '../../../../core/place';
import type { Answer, Event, Outcome } from '../../../../core/request/events';
import { haltWords, outcomeWords } from './cards';
import { told, type Told } from './refusals';
import { time } from './times';

/** One line for each thing that happened to a request. Names are in it: callers show it literally. */
export function happened(event: Event, times = 1): string {
  const again = times === 1 ? '' : ` ${times} such presses, the first one then.`;
  return `${time(event.at)}: ${what(event)}${again}`;
}

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
