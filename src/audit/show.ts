import type { Event } from '../core/request/events';
import { happened } from '../edges/teams/words/en/story';
import { visible } from '../core/csv';
import type { AuditRow } from './readable';

type Asked = Extract<Event, { type: 'asked' }>;

/** The story of one request for whoever looks into it: who, about whom, why, and everything that happened, with its row. */
export function story(code: string, rows: readonly AuditRow[]): string {
  const asked = rows[0]?.event as Asked;
  const lines = [
    `Request ${code} (${rows[0]?.request ?? ''})`,
    `Asked by: ${somebody(asked.by)}`,
    ...asked.targets.map(
      ({ person, roles }) => `About: ${somebody(person)}; roles: ${roles.join(', ') || 'none'}`,
    ),
    ...(asked.leftOut ?? []).map(
      ({ named, person, why }) =>
        `Left out: ${named}${person === undefined ? '' : `, ${somebody(person)}`}; why: ${why}`,
    ),
    ...(asked.reason === undefined ? [] : [`Reason: ${asked.reason}`]),
    ...(asked.ticket === undefined ? [] : [`Ticket: ${asked.ticket}`]),
    `Policy: ${asked.tier}, ${asked.rule}; expires at ${asked.expiresAt}`,
    '',
    ...rows.map(line),
  ];
  return lines.map(visible).join('\n');
}

function somebody({ id, name, address }: { id: string; name: string; address: string }): string {
  return `${name} <${address}>, object id ${id}`;
}

function line({ seq, at, type, event }: AuditRow): string {
  if (event === undefined) return `row ${seq}  ${at}  ${type}: cannot be read`;
  const by =
    'by' in event && event.by !== null
      ? ` (object id ${typeof event.by === 'string' ? event.by : event.by.id})`
      : '';
  return `row ${seq}  ${happened(event)}${by}`;
}
