import type { Person } from '../../../src/core/person';
import type { Reply, Would } from '../../../src/core/reply';
import { asked, requestId } from '../../contract/events';
import { crowds, crowdStory } from './crowds';
import { refusals, somebody, type Written } from './refusals';

/** Everything Evict can say about several people, by name. */
export function crowdReplies(text: Written): readonly (readonly [name: string, reply: Reply])[] {
  const many = crowds(30, text);
  return [
    ...Object.entries(many).map(
      ([name, one]) => [`of many, ${name}`, { kind: 'request', request: one, view: 'everybody' }] as const,
    ),
    ...Object.entries(many).map(
      ([name, one]) => [`of many, for the asker, ${name}`, { kind: 'request', request: one }] as const,
    ),
    ...Object.entries(many).map(
      ([name, one]) => [`people, ${name}`, { kind: 'people', request: one, page: 2 }] as const,
    ),
    ['preview', { kind: 'preview', would: asked(), joins: asked().code }],
    ['preview for many', { kind: 'preview', would: many['waiting']! as unknown as Would }],
    ['preview, refused', { kind: 'refused', refusal: refusals(text)['target-is-protected'], preview: true }],
    [
      'pick',
      {
        kind: 'pick',
        id: requestId(1),
        typed: text ?? 'Sam Smith',
        choices: Array<Person>(10).fill(somebody(text)),
        more: true,
      },
    ],
    ['looking up', { kind: 'looking-up' }],
    ['reminder about many', { kind: 'reminder', request: many['waiting']! }],
    ['list of many', { kind: 'list', list: 'history', requests: Object.values(many) }],
    ['story of many', { kind: 'story', request: many['over: mixed']!, events: crowdStory(30) }],
  ];
}
