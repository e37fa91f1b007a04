import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

/** `GET /metrics` on a port of its own, so that what is public shows nothing of it. Throws when the port is taken. */
export async function serveMetrics(registry: Registry, host: string, port: number): Promise<MetricsListener> {
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') {
      end(response, 404, 'not found\n');
      return;
    }
    if (request.method !== 'GET') {
      end(response, 405, 'GET only\n');
      return;
    }
    registry.metrics().then(
      (text) => {
        end(response, 200, text, registry.contentType);
      },
      () => {
        end(response, 500, 'error\n');
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function end(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': type, connection: 'close' });
  response.end(text);
}
