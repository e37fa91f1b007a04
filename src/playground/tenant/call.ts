/** One request, over HTTP or as an item of a batch. */
export interface Call {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly batched: boolean;
}
