import { expect, test } from "vitest";
import { toName } from "../../platform/distinguished-name.ts";
import { formatName, isSameName, valueIn } from "./names.ts";

test("a name is written as WSAA writes it", () => {
  const name = toName([
    ["SERIALNUMBER", "CUIT 20111111112"],
    ["CN", "ñandú"],
  ]);
  expect(formatName(name)).toBe("SERIALNUMBER=CUIT 20111111112, CN=ñandú");
  expect(valueIn(name, "CN")).toBe("ñandú");
  expect(valueIn(name, "O")).toBeUndefined();
});

test("names are the same whatever their case, spaces and order", () => {
  expect(isSameName("SERIALNUMBER=CUIT 1, CN=a", "cn = A,serialNumber=cuit  1")).toBe(true);
  expect(isSameName("CN=a", "CN=b")).toBe(false);
  expect(isSameName("CN=a", "CN=a, O=b")).toBe(false);
});
