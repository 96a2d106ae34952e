import type { Lane } from "../arca/index.ts";

/** How a lane is named inside the object: `1-6` is point of sale 1, factura B. */
export const laneKey = ({ PtoVta, CbteTipo }: Lane): string => `${PtoVta}-${CbteTipo}`;

export function parseLane(key: string): Lane {
  const [PtoVta = 0, CbteTipo = 0] = key.split("-").map(Number);
  return { PtoVta, CbteTipo };
}
