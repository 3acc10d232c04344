/** Fields side by side, below each other on a phone. */
export function columns(count: number) {
  return {
    display: "grid",
    gridTemplateColumns: { xs: "1fr", sm: `repeat(${count}, minmax(0, 1fr))` },
    columnGap: 2,
    rowGap: 1,
  };
}
