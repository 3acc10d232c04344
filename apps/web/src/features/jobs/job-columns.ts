/** The grid that the heading and the rows of jobs share. */
export const COLUMNS = {
  display: "grid",
  gridTemplateColumns:
    "120px minmax(140px, 1fr) 110px 84px minmax(100px, 1.1fr) 68px",
  columnGap: 2,
  alignItems: "center",
  px: 2,
  minHeight: "var(--oscar-row)",
  fontSize: "0.8125rem",
};
