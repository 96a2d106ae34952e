import type { DBAdapterInstance } from "better-auth/types";
import { hashToken, isHashedToken } from "./session-token.ts";

type Call = (argument: unknown, ...rest: unknown[]) => Promise<unknown>;
interface Where {
  readonly field: string;
  readonly value: unknown;
}
interface Argument {
  readonly model?: string;
  readonly data?: { readonly token: string };
  readonly where?: readonly Where[];
}

/**
 * better-auth keeps the token of a session in clear and looks it up by itself. Behind this the database only ever sees its
 * hash, while the library, which signs the token into the cookie, goes on seeing what it asked for.
 */
export const withHashedSessions =
  (make: DBAdapterInstance): DBAdapterInstance =>
  (options) =>
    wrap(make(options));

function wrap<T extends object>(adapter: T): T {
  return new Proxy(adapter, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== "function") return member;
      const call = member.bind(target) as Call;
      // A transaction hands on an adapter of its own.
      if (property === "transaction") return (work: (inner: object) => unknown) => call((inner: object) => work(wrap(inner)));
      return (argument: unknown, ...rest: unknown[]) => hashed(call, String(property), argument, rest);
    },
  });
}

async function hashed(call: Call, method: string, argument: unknown, rest: unknown[]): Promise<unknown> {
  const { model, data, where } = (argument ?? {}) as Argument;
  if (model !== "session") return call(argument, ...rest);
  const raw = method === "create" ? data?.token : where?.map(({ field, value }) => (field === "token" ? value : undefined)).find(isRaw);
  const found = await call(
    {
      ...(argument as Argument),
      ...(data && { data: { ...data, token: hashToken(data.token) } }),
      ...(where && { where: where.map((one) => (one.field === "token" ? { ...one, value: hashEach(one.value) } : one)) }),
    },
    ...rest,
  );
  const isRow = typeof found === "object" && found !== null && "token" in found;
  return raw !== undefined && isRow ? { ...found, token: raw } : found;
}

const isRaw = (value: unknown): value is string => typeof value === "string" && !isHashedToken(value);

const hashEach = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(hashEach);
  return typeof value === "string" ? hashToken(value) : value;
};
