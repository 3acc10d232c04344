import SearchIcon from "@mui/icons-material/Search";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { useTranslation } from "react-i18next";
import { visuallyHidden } from "../../components/visually-hidden.ts";
import { keysOf } from "../../lib/shortcut-text.ts";
import { openPalette } from "./palette/open-palette.ts";

/** Opens the palette, and tells its keys where there is room. */
export function SearchButton() {
  const { t } = useTranslation();
  return (
    <ButtonBase
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
      onClick={openPalette}
      sx={BUTTON}
    >
      <SearchIcon fontSize="small" aria-hidden />
      <Box component="span" sx={WORD}>
        {t("search")}
      </Box>
      <Box component="kbd" aria-hidden sx={KEYS}>
        {keysOf("palette").join(" ")}
      </Box>
    </ButtonBase>
  );
}

const BUTTON = {
  position: "relative",
  gap: 1,
  width: { xs: 36, md: 240 },
  height: 36,
  mr: { xs: 0, md: 1 },
  px: { md: 1.5 },
  borderRadius: 1,
  bgcolor: { md: "rgba(0, 0, 0, 0.16)" },
  "&:hover": { bgcolor: "rgba(0, 0, 0, 0.26)" },
};

/** On a phone the icon says it. */
const WORD = {
  flex: 1,
  textAlign: "left",
  fontWeight: 500,
  "@media (max-width: 899.95px)": visuallyHidden,
};

const KEYS = {
  display: { xs: "none", md: "inline" },
  px: 0.75,
  border: "1px solid",
  borderRadius: 0.75,
  fontFamily: "inherit",
  fontSize: "0.75rem",
  lineHeight: "18px",
};
