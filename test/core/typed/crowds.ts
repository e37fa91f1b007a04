import { markOf } from '../../../src/core/command/mention';
import type { Along } from '../../../src/core/command/command';
import { again, alice, bob, called, groupOf, guid, leftover, misread } from './readings';
import { notATarget, own, previewed, revokes, theFile, unknown, type Line } from './readings';

const both = revokes([alice, bob]);
const stolen = { reason: 'laptop stolen' };
const falcon = groupOf('Project Falcon');
const phished = { reason: 'phished' };
const first = { kind: 'mention', account: '29:alice', text: 'Alice Archer' } as const;
const mentions: Along = { mentions: [{ account: '29:alice', text: 'Alice Archer' }] };

const notAGroup = (text?: string) =>
  misread('not-a-group', text === undefined ? { topic: 'many' } : { text, topic: 'many' });
const groups: readonly Line[] = [
  ['revoke sessions for members of "Project Falcon"', revokes([falcon])],
  ['revoke sessions for members of \u201cProject Falcon\u201d because phished', revokes([falcon], phished)],
  ["revoke all members of 'Project Falcon'", revokes([falcon])],
  ['revoke sessions for the members of the group "Project Falcon"', revokes([falcon])],
  ['revoke Everyone In "Project Falcon"', revokes([falcon])],
  ['sign out everybody in group "Project Falcon".', revokes([falcon])],
  ['kick everyone in the team "Project Falcon"', revokes([falcon])],
  ['revoke sessions for people in "Project Falcon"', revokes([falcon])],
  ['revoke sessions for all users in "Project Falcon"', revokes([falcon])],
  ['revoke group "Project Falcon"', revokes([falcon])],
  ['revoke sessions for the group "Project Falcon"', revokes([falcon])],
  ['revoke sessions for group: "Project Falcon"', revokes([falcon])],
  ['revoke members of\n"Project Falcon"', revokes([falcon])],
  [`revoke members of ${guid}`, revokes([groupOf(guid)])],
  [`revoke members of group ${guid.toUpperCase()}.`, revokes([groupOf(guid)])],
  [`revoke everyone in "${guid}"`, revokes([groupOf(guid)])],
  ['revoke members of "Project Falcon" and members of "Sales"', revokes([falcon, groupOf('Sales')])],
  ['revoke members of "Project Falcon", alice@contoso.com', revokes([falcon, alice])],
  ['revoke "Alice Archer" and members of "Project Falcon"', revokes([called('Alice Archer'), falcon])],
  ['revoke members of "Sales", members of "sales"', revokes([groupOf('Sales')])],
  ['preview members of "Project Falcon"', previewed(revokes([falcon]))],
  ['revoke members of Project Falcon', notAGroup('Project Falcon')],
  ['revoke members of', notAGroup()],
  ['revoke everyone in group', notAGroup()],
  ['revoke members of falcon@contoso.com', notAGroup('falcon@contoso.com')],
  ['revoke group Sales and Marketing and Legal', notAGroup('Sales and Marketing and')],
  ['revoke members of "Project*"', notAGroup('"Project*"')],
  ['revoke everyone in this channel', notATarget('everyone in this channel')],
  ['revoke members of "A" and "B"', misread('group-or-person', { text: '"B"', topic: 'many' })],
  [`revoke members of "A", ${guid}`, misread('group-or-person', { text: guid, topic: 'many' })],
  [`revoke members of "A", ${markOf(0)}`, revokes([groupOf('A'), first]), mentions],
];

const file: Along = { mentions: [], file: true };
const fromFile = revokes([theFile]);
const noFile = (text: string) => misread('no-file', { text, topic: 'many' });
const files: readonly Line[] = [
  ['', fromFile, file],
  ['  \n', fromFile, file],
  ['revoke', fromFile, file],
  ['revoke sessions for', fromFile, file],
  ['revoke sessions for this file', fromFile, file],
  ['revoke the attached file', fromFile, file],
  ['revoke sessions for the attached CSV file, please', fromFile, file],
  ['revoke sessions for everyone in this file.', fromFile, file],
  ['revoke the users in the attached CSV', fromFile, file],
  ['revoke the CSV', fromFile, file],
  ['revoke the attachment because phished', revokes([theFile], phished), file],
  ['because phished', revokes([theFile], phished), file],
  ['ticket INC1 because phished', revokes([theFile], { ticket: 'INC1', ...phished }), file],
  ['please', fromFile, file],
  ['preview', previewed(fromFile), file],
  ['preview this file', previewed(fromFile), file],
  ['--what-if', unknown('--what-if', 'preview'), file],
  ['revoke --what-if', previewed(fromFile), file],
  ['revoke alice@contoso.com and the attached file', revokes([alice, theFile]), file],
  ['revoke this file, the attached file', fromFile, file],
  ['revoke alice@contoso.com', misread('file-unsaid', { topic: 'many' }), file],
  ['revoke my sessions', own(), file],
  ['here you go', unknown('here you go'), file],
  ['revoke this', notATarget('this'), file],
  ['revoke the attached file', noFile('the attached file')],
  ['revoke everyone in this CSV', noFile('everyone in this CSV')],
  ['because phished', unknown('because phished')],
];

const previews: readonly Line[] = [
  ['preview revoke sessions for alice@contoso.com', previewed(revokes([alice]))],
  ['Preview: revoke alice@contoso.com', previewed(revokes([alice]))],
  ['preview alice@contoso.com, bob@contoso.com', previewed(both)],
  ['preview sign out alice@contoso.com', previewed(revokes([alice]))],
  ['please preview revoke alice@contoso.com', previewed(revokes([alice]))],
  ['preview please revoke alice@contoso.com', previewed(revokes([alice]))],
  ['what if I revoke sessions for alice@contoso.com?', previewed(revokes([alice]))],
  ['what if revoke alice@contoso.com', previewed(revokes([alice]))],
  ['whatif revoke alice@contoso.com', previewed(revokes([alice]))],
  ['what-if revoke alice@contoso.com', previewed(revokes([alice]))],
  ['dry run revoke alice@contoso.com', previewed(revokes([alice]))],
  ['dry-run: kick alice@contoso.com', previewed(revokes([alice]))],
  ['revoke alice@contoso.com --what-if', previewed(revokes([alice]))],
  ['revoke alice@contoso.com --whatif', previewed(revokes([alice]))],
  ['revoke alice@contoso.com -WhatIf', previewed(revokes([alice]))],
  ['revoke alice@contoso.com \u2013WhatIf', previewed(revokes([alice]))],
  ['revoke alice@contoso.com \u2014what-if', previewed(revokes([alice]))],
  ['revoke --dry-run alice@contoso.com', previewed(revokes([alice]))],
  ['revoke alice@contoso.com --preview', previewed(revokes([alice]))],
  ['revoke alice@contoso.com because laptop stolen --what-if', previewed(revokes([alice], stolen))],
  ['revoke alice@contoso.com because laptop stolen -whatif -whatif', previewed(revokes([alice], stolen))],
  ['revoke alice@contoso.com because --what-if said so', previewed(revokes([alice], { reason: 'said so' }))],
  ['revoke alice@contoso.com again --what-if', previewed(again(revokes([alice])))],
  ['preview my sessions', previewed(own())],
  ['preview revoke my sessions', previewed(own())],
  ['preview sign me out everywhere', previewed(own())],
  ['revoke my sessions --what-if', previewed(own())],
  ['what if revoke my sessions because laptop stolen', previewed(own(stolen))],
  ['revoke my sessions, please', own()],
  ['preview', misread('no-target', { topic: 'revoke' })],
  ['what if', misread('no-target', { topic: 'revoke' })],
  ['preview approve R-7F3K2', misread('nothing-to-preview', { text: 'approve', topic: 'preview' })],
  [
    'preview preview revoke alice@contoso.com',
    misread('nothing-to-preview', { text: 'preview', topic: 'preview' }),
  ],
  ['preview Alice Archer', notATarget('Alice Archer')],
  ['previw revoke alice@contoso.com', unknown('previw revoke alice@contoso.com', 'preview')],
  ['revoke alice@contoso.com preview', leftover('preview')],
  ['revoke alice@contoso.com ---what-if', leftover('---what-if')],
];

/** Everybody somewhere, and what would happen to them. */
export const crowds: Readonly<Record<string, readonly Line[]>> = {
  groups,
  'files that came along, or did not': files,
  previews,
};
