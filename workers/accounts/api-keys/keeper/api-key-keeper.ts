import { DurableObject } from "cloudflare:workers";
import type { ApiKey } from "../../../db/api-keys.ts";
import type { KnownIssuer } from "../../../platform/key-memory.ts";
import type { Demand, Grant } from "../../../platform/key-meter.ts";
import { EMPTY_METER, type Meter, take } from "../../limits/budget.ts";
import { endedBy, hasEnded, isFresh, isNewer, type KeyCopy, vouched } from "./key-copy.ts";

const COPY = "copy";
const METER = "meter";
/** A crash forgives what was taken in that time. */
const FLUSH_MS = 1_000;
const ONLY = "only";
const ISSUER = "issuer:";

/**
 * What is known of one API key while Postgres does not answer: its row, and the issuers that it issues for. And what the key has taken
 * of its hour: in memory, written down once a second. Named by the key's hash; holds no secret. Of a user, named by his id, it is his hour
 * alone. Made-up keys leave nothing here: an object that was told of no key stays empty.
 *
 * Storage, by key:
 * | key           | value                                                                    | written                             |
 * | ------------- | ------------------------------------------------------------------------ | ----------------------------------- |
 * | `copy`        | `KeyCopy`                                                                | when Postgres has confirmed or refused the key |
 * | `issuer:<id>` | `KnownIssuer`                                                            | when the key has used the issuer    |
 * | `meter`       | `Meter`                                                                  | a second after the key has taken something |
 * | `only`        | id of the issuer that was found without being named, when; id null: there are several | likewise             |
 */
export class ApiKeyKeeper extends DurableObject<Env> {
  readonly #kv = this.ctx.storage.kv;
  /** As storage has it, null for nothing: read once, since every invoice asks. */
  #known: KeyCopy | null | undefined;
  #meter: Meter | undefined;
  #isFlushing = false;

  /** Postgres knows the key. @param at when it was asked */
  confirm(key: ApiKey, at: number): void {
    this.#learn({ key, at });
  }

  /** Postgres refused the key: it is revoked, or has expired, or never was one. */
  refuse(at: number): void {
    if (!this.#copy()) return;
    this.#learn({ key: null, at });
    this.#forgetIssuers();
  }

  /** The key ends then: whoever revoked or replaced it says so. @param at when Postgres had it, later than any answer that does not know */
  end(when: number, at: number): void {
    const copy = endedBy(this.#copy(), when, at);
    if (copy) this.#write(copy);
    if (when <= at) this.#forgetIssuers();
  }

  /** It may open again: Postgres is to be asked. */
  reconsider(): void {
    if (this.#copy()?.key === null) this.#write(null);
  }

  /** Of the key's hour. `ended`: it has been revoked, or is over. */
  take(demand: Demand): Grant | "ended" {
    const now = Date.now();
    if (hasEnded(this.#copy(), now)) return "ended";
    const before = this.#held();
    const { meter, grant } = take(before, demand, now);
    if (meter !== before) {
      this.#meter = meter;
      this.#flushSoon(now);
    }
    return grant;
  }

  override alarm(): void {
    this.#isFlushing = false;
    if (this.#meter) this.#kv.put<Meter>(METER, this.#meter);
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

  #held(): Meter {
    this.#meter ??= this.#kv.get<Meter>(METER) ?? EMPTY_METER;
    return this.#meter;
  }

  #flushSoon(now: number): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(now + FLUSH_MS, { allowUnconfirmed: true }));
  }

  #copy(): KeyCopy | undefined {
    if (this.#known === undefined) this.#known = this.#kv.get<KeyCopy>(COPY) ?? null;
    return this.#known ?? undefined;
  }

  #write(copy: KeyCopy | null): void {
    this.#known = copy;
    if (copy) this.#kv.put<KeyCopy>(COPY, copy);
    else this.#kv.delete(COPY);
  }

  #learn(answer: KeyCopy): void {
    if (isNewer(answer, this.#copy())) this.#write(answer);
  }

  #forgetIssuers(): void {
    for (const [name] of this.#kv.list({ prefix: ISSUER })) this.#kv.delete(name);
    this.#kv.delete(ONLY);
  }
}
