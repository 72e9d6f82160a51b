export const KNOTS = ["bowline", "sheet bend", "clove hitch", "rolling hitch"];

export function breakingStrength(rope, knot) {
  const kept = { bowline: 0.65, "sheet bend": 0.55, "clove hitch": 0.6, "rolling hitch": 0.6 };
  return Math.round(rope.strengthKilograms * (kept[knot] ?? 0.5));
}
