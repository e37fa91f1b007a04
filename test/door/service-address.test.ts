import { isServiceAddress } from '../../src/edges/teams/door/service-address';

const origins = ['https://smba.trafficmanager.net', 'http://localhost:56150'];

describe("where the bot's token may be sent", () => {
  it.each([
    'https://smba.trafficmanager.net',
    'https://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/emea/72f988bf-86f1-41af-91ab-2d7cd011db47/',
    'http://localhost:56150/_connector',
  ])('%s is on the list', (address) => {
    expect(isServiceAddress(address, origins)).toBe(true);
  });

  it.each([
    ['somebody else with the same provider', 'https://evil.trafficmanager.net/'],
    ['a longer host', 'https://smba.trafficmanager.net.evil/'],
    ['a longer host without a dot', 'https://smba.trafficmanager.netevil/'],
    ['a host in front', 'https://evil.smba.trafficmanager.net/'],
    ['the name as a user name', 'https://smba.trafficmanager.net@evil/'],
    ['the name as a user name and password', 'https://smba.trafficmanager.net:x@evil/'],
    ['a user name in front of the name', 'https://evil@smba.trafficmanager.net/'],
    ['a backslash', 'https://smba.trafficmanager.net\\@evil/'],
    ['a backslash before the host', 'https:\\\\smba.trafficmanager.net/'],
    ['no encryption', 'http://smba.trafficmanager.net/'],
    ['another port', 'https://smba.trafficmanager.net:8443/'],
    ['another port on this machine', 'http://localhost:3978/'],
    ['the metadata address of a cloud', 'https://169.254.169.254/'],
    ['this machine by number', 'http://127.0.0.1:56150/'],
    ['a dot at the end', 'https://smba.trafficmanager.net./'],
    ['a look-alike letter', 'https://smbа.trafficmanager.net/'],
    ['the same in punycode', 'https://xn--smb-7cd.trafficmanager.net/'],
    ['wide letters', 'https://ｓmba.trafficmanager.net/'],
    ['capitals', 'https://SMBA.trafficmanager.net/'],
    ['an encoded letter', 'https://smb%61.trafficmanager.net/'],
    ['a line break in the host', 'https://smba.traffic\nmanager.net/'],
    ['a line break in the path', 'https://smba.trafficmanager.net/\nemea/'],
    ['a tab in front', '\thttps://smba.trafficmanager.net/'],
    ['a blank in front', ' https://smba.trafficmanager.net/'],
    ['another protocol', 'ftp://smba.trafficmanager.net/'],
    ['no protocol', 'smba.trafficmanager.net/'],
    ['no slashes', 'https:smba.trafficmanager.net/'],
    ['script', 'javascript:alert(1)'],
    ['nothing', ''],
  ])('%s is not: %j', (_, address) => {
    expect(isServiceAddress(address, origins)).toBe(false);
  });

  it('nothing is where nothing is listed', () => {
    expect(isServiceAddress('https://smba.trafficmanager.net/', [])).toBe(false);
  });
});
