const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Is it a CUIT, CUIL or CDI of 11 digits whose last one is right? Modulo 11; a remainder that would need 10 is never issued. */
export function isCuit(text: string): boolean {
  if (!/^\d{11}$/.test(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return (11 - (sum % 11)) % 11 === Number(text[10]);
}
