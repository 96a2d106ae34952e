import type { IsoDate } from "../../../shared/dates.ts";

/**
 * Versions of ARCA's WSFEv1 manual and the day each one came into force. 4.2 stands for all before it. The days of 4.3 to 4.5
 * were not published where we could read them: they lie between 4.2 and 4.6.
 */
export const VERSIONS = {
  "v4.2": "2000-01-01",
  "v4.3": "2026-06-01",
  "v4.4": "2026-06-15",
  "v4.5": "2026-07-01",
  "v4.6": "2026-08-01",
  "v4.7": "2026-09-01",
  "v4.8": "2026-12-01",
} as const satisfies Record<string, IsoDate>;
export type Version = keyof typeof VERSIONS;

/** The version in force on a day. */
export function versionOn(date: IsoDate): Version {
  const versions = Object.keys(VERSIONS) as Version[];
  return versions.findLast((version) => VERSIONS[version] <= date) ?? "v4.2";
}
