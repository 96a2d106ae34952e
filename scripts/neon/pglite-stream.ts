import type { PGlite } from "@electric-sql/pglite";
import { Duplex } from "node:stream";

/**
 * The socket that a `pg` client believes it holds, with PGlite at its other end and no port in between: nothing else on
 * the machine can reach a session that has no password. PGlite has one session, so at most one such stream may be open.
 */
export class PgliteStream extends Duplex {
  readonly #opening: Promise<PGlite>;

  constructor(opening: Promise<PGlite>) {
    super();
    this.#opening = opening;
  }

  connect(): this {
    this.#opening.then(
      () => this.emit("connect"),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  /** What a lost connection leaves open must not leak into the next one. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#opening
      .then((pglite) => (!pglite.closed && pglite.isInTransaction() ? pglite.exec("ROLLBACK") : undefined))
      .then(
        () => done(error),
        () => done(error),
      );
  }

  async #send(message: Uint8Array): Promise<void> {
    const pglite = await this.#opening;
    await pglite.execProtocolRawStream(message, { onRawData: (data) => void this.push(Buffer.from(data)) });
  }
}
