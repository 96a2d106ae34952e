import { parseArgs } from "node:util";
import { Refusal } from "../local/refusal.ts";

/** How big and how bad a run is. Times in seconds. */
const DEFAULTS = {
  invoices: 2_000,
  seed: 1,
  issuers: 2,
  lanes: 3,
  clients: 200,
  "kill-every": 4,
  "outage-every": 25,
  "foreign-every": 30,
  "arca-ms": 40,
  /** Times the probabilities of ARCA's faults. */
  faults: 1,
  /** At most so long after the storm for everything to come to its end. */
  patience: 240,
} as const;

export type Options = Readonly<Record<keyof typeof DEFAULTS, number>> & {
  /** Nobody resolves what needs attention: it is counted. */
  readonly unattended: boolean;
};

/** @throws {Refusal} */
export function readOptions(args: readonly string[]): Options {
  const names = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];
  const numbers = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const parsed = parseArgs({ args: [...args], options: { ...numbers, unattended: { type: "boolean" as const, default: false } } });
  const values: Readonly<Record<string, unknown>> = parsed.values;
  const read = (name: keyof typeof DEFAULTS): [string, number] => {
    const given = values[name];
    const value = typeof given === "string" ? Number(given) : DEFAULTS[name];
    if (!Number.isFinite(value) || value < 0) throw new Refusal(`--${name} is not a number: ${String(given)}`);
    return [name, value];
  };
  return { ...(Object.fromEntries(names.map(read)) as Record<keyof typeof DEFAULTS, number>), unattended: values["unattended"] === true };
}

/** The command that repeats a run. */
export function commandOf(options: Options): string {
  const given = Object.entries(DEFAULTS).flatMap(([name, value]) => {
    const used = options[name as keyof typeof DEFAULTS];
    return name === "invoices" || name === "seed" || used !== value ? [`--${name} ${used}`] : [];
  });
  return `npm run chaos -- ${given.join(" ")}${options.unattended ? " --unattended" : ""}`;
}
