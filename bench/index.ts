import { benchBundle } from "./bundle.ts";
import { benchIssue } from "./issue.ts";
import { startInstance } from "./local-instance.ts";
import { print } from "./report.ts";

print("Deployment", benchBundle());
const instance = await startInstance();
try {
  print("npm start", [{ name: "to the first CAE, dependencies installed", value: instance.startMs / 1000, unit: "s", atMost: 15 }]);
  print("POST /v1/invoices, one client", await benchIssue(instance));
} finally {
  await instance.stop();
}
