import CloseIcon from "@mui/icons-material/Close";
import SearchIcon from "@mui/icons-material/Search";
import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../lib/shortcuts.ts";

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** What is searched, where `Search` alone could be taken for another field. */
  label?: string;
}

/** Where one types what is looked for; `/` leads there. */
export function SearchField({ value, onChange, label }: SearchFieldProps) {
  const { t } = useTranslation();
  const name = label ?? t("search");
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({
    search() {
      input.current?.focus();
      input.current?.select();
    },
  });
  return (
    <OutlinedInput
      size="small"
      type="search"
      inputRef={input}
      value={value}
      placeholder={name}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && value !== "") {
          event.stopPropagation();
          onChange("");
        }
      }}
      slotProps={{
        input: {
          "aria-label": name,
          sx: { "&::-webkit-search-cancel-button": { display: "none" } },
        },
      }}
      startAdornment={
        <InputAdornment position="start" sx={{ mr: 0 }}>
          <SearchIcon fontSize="small" />
        </InputAdornment>
      }
      endAdornment={
        value !== "" && (
          <InputAdornment position="end">
            <IconButton
              size="small"
              edge="end"
              aria-label={t("clearSearch")}
              onClick={() => onChange("")}
            >
              <CloseIcon fontSize="small" />
            </IconButton>
          </InputAdornment>
        )
      }
      sx={{ width: { xs: "100%", sm: 320 } }}
    />
  );
}
