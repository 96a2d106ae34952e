import { benchArca } from "./arca.ts";
import { benchAuth } from "./auth.ts";
import { benchBundle } from "./bundle.ts";
import { benchCost } from "./cost/index.ts";
import { benchIssue } from "./issue.ts";
import { benchIssuing } from "./issuing/index.ts";
import { benchAudit, benchKeyCheck, benchTakes } from "./keys.ts";
import { startInstance } from "./local-instance.ts";
import { print } from "./report.ts";
import { benchSandbox } from "./sandbox.ts";
import { benchValidate } from "./validate.ts";

print("Deployment", benchBundle());
print("FECAESolicitar, the client's own time", await benchArca());
print("Keys and the audit log", [...(await benchKeyCheck()), ...(await benchAudit())]);
const instance = await startInstance();
try {
  print("npm start", [{ name: "to the first CAE, dependencies installed", value: instance.startMs / 1000, unit: "s", atMost: 15 }]);
  print("Signing in, one client", await benchAuth(instance));
  print("The hour of a key", await benchTakes(instance));
  print("POST /v1/invoices, one client", await benchIssue(instance));
  print("POST /v1/invoices/validate, one client", await benchValidate(instance));
  print("The sandbox, one client over SOAP", await benchSandbox(instance));
} finally {
  await instance.stop();
}
await benchIssuing();
await benchCost();
process.exit();
