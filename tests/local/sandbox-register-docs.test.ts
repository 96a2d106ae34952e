import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RATES } from "../../workers/sandbox/exchange/rates.data.ts";
import { TAXPAYERS } from "../../workers/sandbox/taxpayers/taxpayers.data.ts";

const page = readFileSync("docs/sandbox.md", "utf8");

test("docs/sandbox.md lists the register of taxpayers, and nobody else", () => {
  const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const listed = rows.flatMap(([, cuit = "", name, purpose]) => (/^\d{11}$/.test(cuit) ? [[cuit, name, purpose]] : []));
  expect(listed).toEqual(
    TAXPAYERS.map(({ cuit, name, en, es }) => [
      cuit,
      "razonSocial" in name ? name.razonSocial : `${name.apellido} ${name.nombre}`,
      `${en} · ${es}`,
    ]),
  );
});

test("and every exchange rate", () => {
  const line = page.split("\n").find((text) => text.startsWith("DOL "));
  expect(line?.split(" · ")).toEqual(Object.entries(RATES).map(([currency, rate]) => `${currency} ${rate}`));
});
