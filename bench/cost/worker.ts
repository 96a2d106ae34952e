/** The product's own Worker with a counter in everything that is charged for. `GET /__counts` takes what was counted. */
import { DurableObject } from "cloudflare:workers";
import * as product from "../../workers/index.ts";
import { current, issuerSizes, take, watchCursor, whileAwake } from "./counts.ts";

type ObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject<Env> & { alarm?(): Promise<void> | void };

/** All that there are: one that is left out is not counted. */
type Namespaces = { readonly [Binding in keyof Env as Env[Binding] extends DurableObjectNamespace<infer _> ? Binding : never]: string };

const NAMESPACES = {
  ISSUER: "Issuer",
  TICKETS: "Tickets",
  SANDBOX: "Sandbox",
  ARCA_HEALTH: "ArcaHealth",
  ARCA_PARAMETERS: "ArcaParameters",
  AUTH_LIMIT: "AuthLimit",
  API_KEY_KEEPERS: "ApiKeyKeeper",
  INVOICE_BATCHES: "InvoiceBatch",
} as const satisfies Namespaces;

const send = globalThis.fetch;
globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
  const url = input instanceof Request ? input.url : String(input);
  const counts = current();
  if (!url.endsWith("/sql")) {
    counts.soap += 1;
    return send(input, init);
  }
  counts.neonRoundTrips += 1;
  counts.neonBytesSent += typeof init?.body === "string" ? init.body.length : 0;
  const answer = await send(input, init);
  const text = await answer.text();
  counts.neonBytesReceived += text.length;
  return new Response(text, answer);
};

/** Bindings whose calls to objects are counted. */
function counting(env: Env): Env {
  const namespaces = Object.entries(NAMESPACES).map(([binding, className]) => {
    const namespace = env[binding as keyof typeof NAMESPACES] as unknown as DurableObjectNamespace;
    const getByName = (name: string) => countingStub(namespace.getByName(name), className, `${className} ${name}`);
    return [
      binding,
      { getByName, get: (id: DurableObjectId) => countingStub(namespace.get(id), className, `${className} ${String(id)}`) },
    ] as const;
  });
  return { ...env, ...Object.fromEntries(namespaces) };
}

type Methods = Readonly<Record<string | symbol, (...values: unknown[]) => Promise<unknown>>>;

function countingStub(stub: DurableObjectStub, className: string, object: string): DurableObjectStub {
  return new Proxy(stub, {
    // Called on the stub itself: a method that is taken from it is a remote property of its own.
    get:
      (target, method) =>
      (...args: unknown[]) => {
        const { objects } = current();
        objects[className] = (objects[className] ?? 0) + 1;
        return whileAwake(object, Promise.resolve((target as unknown as Methods)[method]?.(...args)));
      },
  });
}

function counted(Base: ObjectClass, className: string): ObjectClass {
  return class extends Base {
    constructor(ctx: DurableObjectState, env: Env) {
      countStorage(ctx);
      const object = nameOf(className, ctx);
      const waitUntil = ctx.waitUntil.bind(ctx);
      // An object's storage can be asked by nobody but itself: so it is, whenever something of it ends.
      const measure = () => void (className === "Issuer" && issuerSizes.set(object, ctx.storage.sql.databaseSize));
      ctx.waitUntil = (work: Promise<unknown>) => waitUntil(whileAwake(object, Promise.resolve(work)).finally(measure));
      super(ctx, counting(env));
    }

    override async alarm(): Promise<void> {
      current().alarms += 1;
      const { objects } = current();
      objects[className] = (objects[className] ?? 0) + 1;
      await whileAwake(nameOf(className, this.ctx), Promise.resolve(super.alarm?.()));
    }
  };
}

const nameOf = (className: string, { id }: DurableObjectState): string => `${className} ${id.name ?? String(id)}`;

function countStorage({ storage }: DurableObjectState): void {
  const exec = storage.sql.exec.bind(storage.sql);
  storage.sql.exec = ((query: string, ...params: SqlStorageValue[]) => {
    const cursor = exec(query, ...params);
    watchCursor(cursor);
    return cursor;
  }) as typeof storage.sql.exec;
  const put = storage.kv.put.bind(storage.kv);
  storage.kv.put = (key, value) => {
    current().rowsWritten += 1;
    put(key, value);
  };
  const setAlarm = storage.setAlarm.bind(storage);
  storage.setAlarm = (time: number | Date, options?: DurableObjectSetAlarmOptions) => {
    current().alarmsSet += 1;
    return setAlarm(time, options);
  };
}

export const ApiKeyKeeper = counted(product.ApiKeyKeeper, "ApiKeyKeeper");
export const ArcaHealth = counted(product.ArcaHealth, "ArcaHealth");
export const ArcaParameters = counted(product.ArcaParameters, "ArcaParameters");
export const AuthLimit = counted(product.AuthLimit, "AuthLimit");
export const InvoiceBatch = counted(product.InvoiceBatch, "InvoiceBatch");
export const Issuer = counted(product.Issuer, "Issuer");
export const Sandbox = counted(product.Sandbox, "Sandbox");
export const Tickets = counted(product.Tickets, "Tickets");

export default {
  fetch(request, env, ctx) {
    if (new URL(request.url).pathname === "/__counts") return Response.json(take());
    current().requests += 1;
    return product.default.fetch(request, counting(env), ctx);
  },
  queue(batch, env) {
    current().queueMessages += batch.messages.length;
    return product.default.queue(batch, counting(env));
  },
} satisfies ExportedHandler<Env>;
