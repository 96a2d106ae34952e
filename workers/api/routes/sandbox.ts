import { resetSandbox } from "../../invoicing/index.ts";
import { clearFaults, createCertificate, getClock, getFaults, resetClock, setClock, setFaults } from "../../sandbox/index.ts";
import { router } from "../router.ts";
import * as operations from "./sandbox-operations.ts";

/** What an organization does with its sandbox, beside issuing. */
export const sandbox = router()
  .openapi(operations.setFaults, async (c) => c.json(await setFaults(c.var.ctx, c.req.valid("json")), 200))
  .openapi(operations.getFaults, async (c) => c.json(await getFaults(c.var.ctx), 200))
  .openapi(operations.clearFaults, async (c) => c.json(await clearFaults(c.var.ctx), 200))
  .openapi(operations.setClock, async (c) => c.json(await setClock(c.var.ctx, c.req.valid("json")), 200))
  .openapi(operations.getClock, async (c) => c.json(await getClock(c.var.ctx), 200))
  .openapi(operations.resetClock, async (c) => c.json(await resetClock(c.var.ctx), 200))
  .openapi(operations.createCertificate, async (c) => c.json(await createCertificate(c.var.ctx, c.req.valid("json")), 201))
  .openapi(operations.reset, async (c) => c.json(await resetSandbox(c.var.ctx), 200));
