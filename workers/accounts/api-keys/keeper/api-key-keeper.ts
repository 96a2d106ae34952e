import { DurableObject } from "cloudflare:workers";
import type { ApiKey } from "../../../db/api-keys.ts";
import type { KnownIssuer } from "../../../platform/key-memory.ts";
import { isFresh, isNewer, type KeyCopy, vouched } from "./key-copy.ts";

const COPY = "copy";
const ONLY = "only";
const ISSUER = "issuer:";

/**
 * What is known of one API key while Postgres does not answer: its row, and the issuers that it issues for. Named by the key's hash;
 * holds no secret. Made-up keys leave nothing here: an object that was told of no key stays empty.
 *
 * Storage, by key:
 * | key           | value                                                                    | written                             |
 * | ------------- | ------------------------------------------------------------------------ | ----------------------------------- |
 * | `copy`        | `KeyCopy`                                                                | when Postgres has confirmed or refused the key |
 * | `issuer:<id>` | `KnownIssuer`                                                            | when the key has used the issuer    |
 * | `only`        | id of the issuer that was found without being named, when; id null: there are several | likewise             |
 */
export class ApiKeyKeeper extends DurableObject<Env> {
  readonly #kv = this.ctx.storage.kv;

  /** Postgres knows the key. @param at when it was asked */
  confirm(key: ApiKey, at: number): void {
    this.#take({ key, at });
  }

  /** Postgres refused the key: it is revoked, or has expired, or never was one. */
  refuse(at: number): void {
    if (!this.#copy()) return;
    this.#take({ key: null, at });
    for (const [name] of this.#kv.list()) if (name !== COPY) this.#kv.delete(name);
  }

  /** The key's row, if it was confirmed within the last day. To be asked only where Postgres fails. */
  vouch(): ApiKey | undefined {
    return vouched(this.#copy(), Date.now());
  }

  /** @param isOnly it was found without being named: the organization has no other in that mode */
  noteIssuer(issuer: KnownIssuer, isOnly: boolean): void {
    if (this.#copy()?.key === null) return;
    this.#kv.put<KnownIssuer>(ISSUER + issuer.id, issuer);
    if (isOnly) this.#kv.put(ONLY, { id: issuer.id, at: Date.now() });
  }

  /** The organization has several issuers, so that none may be guessed. */
  noteSeveral(): void {
    this.#kv.delete(ONLY);
  }

  /** Of the key's issuers the one of that id, or the only one there is. */
  issuer(id: string | undefined): KnownIssuer | undefined {
    const only = this.#kv.get<{ id: string; at: number }>(ONLY);
    const wanted = id ?? (only && isFresh(only.at, Date.now()) ? only.id : undefined);
    return wanted === undefined ? undefined : this.#kv.get<KnownIssuer>(ISSUER + wanted);
  }

  issuers(): KnownIssuer[] {
    return [...this.#kv.list<KnownIssuer>({ prefix: ISSUER })].map(([, issuer]) => issuer);
  }

  #copy(): KeyCopy | undefined {
    return this.#kv.get<KeyCopy>(COPY);
  }

  #take(answer: KeyCopy): void {
    if (isNewer(answer, this.#copy())) this.#kv.put<KeyCopy>(COPY, answer);
  }
}
