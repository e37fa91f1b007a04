import { asPerson } from '../../../src/edges/graph/people';

const user = {
  id: '3F2A8A54-0C1E-4F6B-9D57-1F0C2A7B9E11',
  displayName: 'Eve Extern',
  userPrincipalName: 'eve@contoso.com',
  userType: 'Member',
  accountEnabled: true,
};

describe('an account as decisions see it', () => {
  it('is a member of the home tenant, known by its object id in lower case', () => {
    expect(asPerson(user)).toMatchObject({ id: user.id.toLowerCase(), kind: 'member', enabled: true });
  });

  it.each(['eve_fabrikam.com#EXT#@contoso.com', 'eve_fabrikam.com#ext#@contoso.com'])(
    'is a guest when it comes from another tenant, also where that synchronised it as a "member": %s',
    (userPrincipalName) => {
      expect(asPerson({ ...user, userPrincipalName }).kind).toBe('guest');
    },
  );

  it.each([
    ['whether it is a member or a guest', { userType: null }],
    ['whether it is enabled', { accountEnabled: null }],
    ['its id', { id: 'me' }],
  ])('is not guessed at: without %s it could not be checked', (_what, changes) => {
    expect(() => asPerson({ ...user, ...changes })).toThrow(/could not check/);
  });
});
