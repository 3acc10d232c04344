import SearchIcon from "@mui/icons-material/Search";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { useTranslation } from "react-i18next";
import { keysOf } from "../../lib/shortcut-text.ts";
import { isPaletteOpen } from "./shell-signals.ts";

/** Opens the palette, and tells its keys where there is room. */
export function SearchButton() {
  const { t } = useTranslation();
  return (
    <ButtonBase
      aria-label={t("palette.title")}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
      onClick={() => isPaletteOpen.set(true)}
      sx={BUTTON}
    >
      <SearchIcon fontSize="small" aria-hidden />
      <Box component="span" sx={WORDS}>
        {t("search")}
        <Box component="kbd" sx={KEYS}>
          {keysOf("palette").join(" ")}
        </Box>
      </Box>
    </ButtonBase>
  );
}

const BUTTON = {
  justifyContent: "center",
  width: { xs: 36, md: 240 },
  height: 36,
  mr: { xs: 0, md: 1 },
  px: { md: 1.5 },
  borderRadius: 1,
  bgcolor: { md: "rgba(255, 255, 255, 0.14)" },
  "&:hover": { bgcolor: "rgba(255, 255, 255, 0.2)" },
};

const WORDS = {
  display: { xs: "none", md: "flex" },
  alignItems: "center",
  justifyContent: "space-between",
  flex: 1,
  ml: 1,
  fontWeight: 500,
};

const KEYS = {
  px: 0.75,
  borderRadius: 0.75,
  bgcolor: "rgba(0, 0, 0, 0.18)",
  fontFamily: "inherit",
  fontSize: "0.75rem",
  lineHeight: "20px",
};
