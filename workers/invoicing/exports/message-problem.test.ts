import { expect, test } from "vitest";
import { exportMessageProblem } from "./message-problem.ts";

test.each([
  [1500, "date"],
  [1510, "point_of_sale"],
  [1560, "export.country"],
  [1605, "exchange_rate"],
  [1667, "exchange_rate"],
  [2053, "exchange_rate"],
  [1640, null],
])("%i is of %s", (code, param) => {
  expect(exportMessageProblem({ code, message: "No" })).toEqual({
    param,
    code: `arca_fex_${code}`,
    arca_code: code,
    message: "ARCA answered: No",
    message_es: "No",
  });
});

test("an observation has no code, nor a place", () => {
  expect(exportMessageProblem({ code: 0, message: "Algo" })).toEqual({
    param: null,
    code: "arca_observation",
    message: "ARCA answered: Algo",
    message_es: "Algo",
  });
});
