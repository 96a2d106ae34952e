/** ARCA's units of measure (FEXGetPARAM_UMed) by what people call them. */
const UNITS: Readonly<Record<string, number>> = {
  kg: 1,
  m: 2,
  m2: 3,
  m3: 4,
  l: 5,
  unit: 7,
  units: 7,
  unidad: 7,
  unidades: 7,
  u: 7,
  pair: 8,
  par: 8,
  pares: 8,
  dozen: 9,
  docena: 9,
  docenas: 9,
  g: 14,
  mm: 15,
  km: 17,
  hl: 18,
  cm: 20,
  t: 29,
  mg: 41,
  ml: 47,
  pack: 96,
  packs: 96,
};

const UNIT = 7;
const OTHER = 98;

/** Pro_umed of a line: units where it has none, "otras unidades" where ARCA has no such unit. ARCA's own number is taken as it is. */
export function unitCode(unit: string | null): number {
  if (unit === null) return UNIT;
  if (/^\d{1,2}$/.test(unit)) return Number(unit);
  const name = unit.toLowerCase();
  return (Object.hasOwn(UNITS, name) ? UNITS[name] : undefined) ?? OTHER;
}
