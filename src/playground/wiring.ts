import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { defaultPolicy, type Policy } from '../core/policy';
import { asPersonId } from '../core/ids';
import { clouds } from '../edges/config/clouds';
import type { Settings } from '../edges/config/settings';
import { town } from './tenant/town';

/** Where the simulated Contoso answers, and where its bot is to live. Plain data: it can cross to another process. */
export interface Wiring {
  readonly graphUrl: string;
  readonly channelMetadataUrl: string;
  readonly serviceOrigins: readonly string[];
  /** Where files lie. */
  readonly fileOrigins?: readonly string[];
  readonly store: string;
  readonly port: number;
  readonly logLevel: Settings['logLevel'];
  /** Where the metrics are served; 0 takes any port that is free. */
  readonly metricsPort?: number;
  /** What differs from the playground's policy. */
  readonly policy?: Partial<Policy>;
}

/** Seals records that live as long as the playground runs, and hold nobody who exists. */
export const playgroundKeys: readonly KeyObject[] = [
  createSecretKey(createHash('sha256').update('the record of Contoso').digest()),
];

/**
 * The production code's settings for the simulated tenant: only addresses and accounts differ. Everything is on loopback,
 * and a production start cannot get here: these settings exist in no environment variable.
 */
export function wire(wiring: Wiring): Settings {
  const { graphUrl, channelMetadataUrl, serviceOrigins, store, port, logLevel } = wiring;
  const { fileOrigins = [] } = wiring;
  for (const address of [graphUrl, channelMetadataUrl, ...serviceOrigins, ...fileOrigins])
    refuseRemote(address);
  const { channel, graph } = town.identities;
  return {
    tenantId: town.tenantId,
    botId: channel.appId,
    botIdentity: { kind: 'managed-identity', clientId: channel.appId },
    graphIdentity: { kind: 'managed-identity', clientId: graph.appId },
    cloud: {
      ...clouds.public,
      channel: {
        ...clouds.public.channel,
        openIdMetadataUrl: channelMetadataUrl,
        loginUrl: new URL('/login', graphUrl).href,
        oAuthUrl: new URL('/oauth', graphUrl).href,
      },
    },
    graphUrl,
    graphScope: `${clouds.public.graphUrl}/.default`,
    serviceOrigins,
    files: { hosts: [], origins: fileOrigins },
    store,
    recordKeys: playgroundKeys,
    policy: { ...defaultPolicy, protectedPeople: protectedPeople(), ...wiring.policy },
    host: '127.0.0.1',
    port,
    logLevel,
    ...(wiring.metricsPort === undefined ? {} : { metrics: { host: '127.0.0.1', port: wiring.metricsPort } }),
  };
}

function protectedPeople(): NonNullable<ReturnType<typeof asPersonId>>[] {
  const id = asPersonId(town.people.breakGlass.id);
  return id === undefined ? [] : [id];
}

function refuseRemote(address: string): void {
  const { hostname } = new URL(address);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') {
    throw new Error(`the simulated tenant stays on this machine, and ${hostname} is not it`);
  }
}
