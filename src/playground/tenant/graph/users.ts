import { badRequest, notFound, refusal, statusOnly } from '../answer';
import type { Answer } from '../answer';
import type { RevokeAnswer } from '../behaviour';
import type { Person } from '../people';
import { applyRevoke, signInSessionsValidFrom, takeBehaviour } from '../revoke';
import { findPerson, isManagementRestricted } from '../state';
import type { World } from '../world';
import { collection, entity, filtered, isAnswer, written } from './odata';
import type { Kind, Written } from './odata';
import type { Readers } from './filter';
import type { GraphCall, Route } from './route';

const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const revokeSessions = ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'];

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: 'users', needs: readUsers, answer: listUsers },
  { method: 'GET', path: 'users/{id}', needs: readUsers, answer: getUser },
  { method: 'POST', path: 'users/{id}/revokeSignInSessions', needs: revokeSessions, answer: revoke },
  {
    method: 'POST',
    path: 'users/{id}/microsoft.graph.revokeSignInSessions',
    needs: revokeSessions,
    answer: revoke,
  },
];

/** A person as Graph writes users; the moment matters because a revoke may become visible later. */
export function writtenUser(world: World, person: Person): Written {
  return written(userKind(world), person);
}

const filterable: Readers<Person> = {
  id: ({ id }) => id,
  userPrincipalName: ({ userPrincipalName }) => userPrincipalName,
  mail: ({ mail }) => mail,
  displayName: ({ displayName }) => displayName,
  proxyAddresses: ({ proxyAddresses }) => proxyAddresses,
};

function listUsers(call: GraphCall): Answer {
  const found = filtered(call, call.world.state.people, filterable);
  if (isAnswer(found)) return found;
  const users = found.map((person) => writtenUser(call.world, person));
  return collection(call, 'users', users);
}

function getUser(call: GraphCall): Answer {
  const person = findPerson(call.world.state, call.id);
  return person ? entity(call, 'users', writtenUser(call.world, person)) : notFound(call.id);
}

async function revoke(call: GraphCall): Promise<Answer> {
  const { world } = call;
  if (!/^application\/json\b/i.test(call.headers['content-type'] ?? '')) {
    return badRequest('Entity only allows writes with a JSON Content-Type header.');
  }
  const person = findPerson(world.state, call.id);
  if (!person) return notFound(call.id);
  if (isManagementRestricted(world.state, person.id, world.clock())) {
    const message = 'Insufficient privileges to complete the operation.';
    return refusal(403, 'Authorization_RequestDenied', message);
  }
  const behaviour = takeBehaviour(world.state, person.id);
  const did = applyRevoke(world.state, person.id, behaviour.effect, world.clock());
  const answer = await revokeAnswer(behaviour.answer, world);
  return { ...answer, effect: { personId: person.id, did } };
}

async function revokeAnswer(wanted: RevokeAnswer, world: World): Promise<Answer> {
  const context = `${world.url}/v1.0/$metadata#Edm.Boolean`;
  const accepted = { status: 200, body: { '@odata.context': context, value: true } };
  if (typeof wanted === 'string') return { ...accepted, delivery: wanted };
  if ('status' in wanted) return wanted.status === 200 ? accepted : statusOnly(wanted.status);
  await world.pause(wanted.delayMs);
  return accepted;
}

const userKinds = new WeakMap<World, Kind<Person>>();

function userKind(world: World): Kind<Person> {
  const kind = userKinds.get(world) ?? newUserKind(world);
  userKinds.set(world, kind);
  return kind;
}

function newUserKind(world: World): Kind<Person> {
  const absent = (): null => null;
  return {
    type: 'microsoft.graph.user',
    byDefault: [
      ...['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation'],
      ...['preferredLanguage', 'surname', 'userPrincipalName', 'id'],
    ],
    properties: {
      id: ({ id }) => id,
      businessPhones: () => [],
      displayName: ({ displayName }) => displayName,
      givenName: ({ givenName }) => givenName,
      surname: ({ surname }) => surname,
      jobTitle: ({ jobTitle }) => jobTitle,
      department: ({ department }) => department,
      mail: ({ mail }) => mail,
      mailNickname: ({ userPrincipalName }) => userPrincipalName.split('@')[0],
      mobilePhone: absent,
      officeLocation: absent,
      preferredLanguage: absent,
      usageLocation: absent,
      companyName: absent,
      userPrincipalName: ({ userPrincipalName }) => userPrincipalName,
      userType: ({ userType }) => userType,
      accountEnabled: ({ accountEnabled }) => accountEnabled,
      onPremisesSyncEnabled: ({ onPremisesSyncEnabled }) => onPremisesSyncEnabled,
      proxyAddresses: ({ proxyAddresses }) => proxyAddresses,
      createdDateTime: ({ createdDateTime }) => createdDateTime,
      signInSessionsValidFromDateTime: (person) =>
        signInSessionsValidFrom(world.state, person, world.clock()),
    },
  };
}
