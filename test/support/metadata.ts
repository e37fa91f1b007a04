import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openChannel, type ChannelTokenOverrides } from '../../src/playground/tenant/signin/channel';
import { answerWith } from './answer-with';
import { botId, serviceUrl } from './channel';

/** Where the channel publishes its keys, which a test can take down and have changed. */
export interface Metadata {
  readonly url: string;
  /** A token signed with the key of now. */
  token(overrides?: ChannelTokenOverrides): string;
  down: boolean;
  /** From now on other keys are published, and tokens are signed with one of them. */
  rotate(): Promise<void>;
  /** How often the keys were asked for. */
  fetches(): number;
  close(): Promise<void>;
}

export async function startMetadata(): Promise<Metadata> {
  let channel = await openChannel();
  let fetches = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.endsWith('openidconfiguration')) fetches += 1;
    const answer = metadata.down ? undefined : channel.answer(path, base);
    answerWith(response, answer?.status ?? 503, { connection: 'close' }, JSON.stringify(answer?.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const metadata: Metadata = {
    url: `${base}/botframework/.well-known/openidconfiguration`,
    token: (overrides = {}) => channel.channelToken({ botId, serviceUrl, overrides }),
    down: false,
    rotate: async () => {
      channel = await openChannel();
    },
    fetches: () => fetches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
  return metadata;
}
