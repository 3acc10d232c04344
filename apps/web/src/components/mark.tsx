import SvgIcon from "@mui/material/SvgIcon";

interface MarkProps {
  size: number;
  /** Drawn on a bar of its own colour. */
  isPlain?: boolean;
}

/** Our mark: an O that an arrow leaves, since what comes in goes on. The same as app/mark.svg. */
export function Mark({ size, isPlain = false }: MarkProps) {
  return (
    <SvgIcon
      viewBox="0 0 32 32"
      sx={{ fontSize: size, color: "#FFFFFF" }}
      aria-hidden
    >
      {!isPlain && <rect width="32" height="32" rx="8" fill="#006BB8" />}
      <g
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M16 6.5a9.5 9.5 0 1 0 9.5 9.5" stroke="currentColor" />
        <path d="M19.5 6.2h6.3v6.3M25.3 6.7l-5.6 5.6" stroke="#00CBEB" />
      </g>
      <circle cx="16" cy="16" r="3.25" fill="currentColor" />
    </SvgIcon>
  );
}
