import AddBoxIcon from "@mui/icons-material/AddBox";
import AddCircleIcon from "@mui/icons-material/AddCircle";
import Brightness6Icon from "@mui/icons-material/Brightness6";
import DashboardIcon from "@mui/icons-material/Dashboard";
import FunctionsIcon from "@mui/icons-material/Functions";
import Inventory2Icon from "@mui/icons-material/Inventory2";
import KeyboardIcon from "@mui/icons-material/Keyboard";
import LogoutIcon from "@mui/icons-material/Logout";
import SettingsIcon from "@mui/icons-material/Settings";
import TranslateIcon from "@mui/icons-material/Translate";
import WorkOutlineIcon from "@mui/icons-material/WorkOutlined";
import { useColorScheme } from "@mui/material/styles";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { showFailure } from "../../../components/messages.tsx";
import {
  changeLanguage,
  currentLanguage,
  type Language,
  LANGUAGES,
} from "../../../lib/i18n.ts";
import { paths } from "../../../lib/paths.ts";
import { bucketsQuery, functionsQuery } from "../../../lib/shared-queries.ts";
import type { Shortcut } from "../../../lib/shortcuts.ts";
import { logOut } from "../log-out.ts";
import { isCreatingBucket, isHelpOpen } from "../shell-signals.ts";
import { type Entry, jobIdIn } from "./find-entries.ts";

export interface PaletteEntry extends Entry {
  icon: ComponentType<SvgIconProps>;
  shortcut?: Shortcut;
  run: () => void;
}

/** Everything that the palette leads to, and, where a job's id is typed, that job. */
export function useEntries(query: string): PaletteEntry[] {
  return [
    ...useJob(query),
    ...usePages(),
    ...useActs(),
    ...useNamed(),
    ...useAppearance(),
  ];
}

/** Goes to an address. */
function useGo(): (path: string) => void {
  const navigate = useNavigate();
  return (path) => void navigate(path);
}

function useJob(query: string): PaletteEntry[] {
  const { t } = useTranslation();
  const go = useGo();
  const id = jobIdIn(query);
  if (id === undefined) return [];
  return [
    {
      id: `job ${id}`,
      group: "jobs",
      label: t("palette.job", { id }),
      words: query,
      icon: WorkOutlineIcon,
      run: () => go(paths.job(id)),
    },
  ];
}

function usePages(): PaletteEntry[] {
  const { t } = useTranslation();
  const go = useGo();
  const pages = [
    { name: "dashboard", icon: DashboardIcon, to: paths.dashboard() },
    { name: "functions", icon: FunctionsIcon, to: paths.functions() },
    { name: "settings", icon: SettingsIcon, to: paths.settings() },
  ] as const;
  return pages.map(({ name, icon, to }) => ({
    id: `page ${name}`,
    group: "pages",
    label: t(`nav.${name}`),
    icon,
    run: () => go(to),
  }));
}

function useActs(): PaletteEntry[] {
  const { t } = useTranslation(["common", "functions"]);
  const go = useGo();
  return [
    {
      id: "deploy",
      group: "acts",
      label: t("functions:deploy"),
      icon: AddBoxIcon,
      shortcut: "new",
      run: () => go(paths.newFunction()),
    },
    {
      id: "create bucket",
      group: "acts",
      label: t("storage.create"),
      icon: AddCircleIcon,
      run: () => isCreatingBucket.set(true),
    },
    {
      id: "help",
      group: "acts",
      label: t("shortcuts.title"),
      icon: KeyboardIcon,
      shortcut: "help",
      run: () => isHelpOpen.set(true),
    },
    {
      id: "log out",
      group: "acts",
      label: t("nav.logOut"),
      icon: LogoutIcon,
      run: () => void logOut(),
    },
  ];
}

/** What has a name of its user's. */
function useNamed(): PaletteEntry[] {
  const { t } = useTranslation();
  const go = useGo();
  const { data: functions = [] } = useQuery(functionsQuery());
  const { data: buckets = [] } = useQuery(bucketsQuery());
  return [
    ...functions.map(({ name, image }): PaletteEntry => ({
      id: `function ${name}`,
      group: "functions",
      label: name,
      words: `${t("palette.groups.functions")} ${image}`,
      icon: FunctionsIcon,
      run: () => go(paths.function(name)),
    })),
    ...buckets.map(({ name }): PaletteEntry => ({
      id: `bucket ${name}`,
      group: "buckets",
      label: name,
      words: t("palette.groups.buckets"),
      icon: Inventory2Icon,
      run: () => go(paths.bucket(name)),
    })),
  ];
}

function useAppearance(): PaletteEntry[] {
  const { t } = useTranslation();
  const { mode = "system", setMode } = useColorScheme();
  const themes = (["system", "light", "dark"] as const)
    .filter((theme) => theme !== mode)
    .map((theme): PaletteEntry => ({
      id: `theme ${theme}`,
      group: "acts",
      label: t("palette.theme", { name: t(`theme.${theme}`) }),
      icon: Brightness6Icon,
      run: () => setMode(theme),
    }));
  const languages = (Object.keys(LANGUAGES) as Language[])
    .filter((language) => language !== currentLanguage())
    .map((language): PaletteEntry => ({
      id: `language ${language}`,
      group: "acts",
      label: t("palette.language", { name: LANGUAGES[language] }),
      // Found by who does not read the language that is shown.
      words: "language idioma",
      icon: TranslateIcon,
      run: () => void changeLanguage(language).catch(showFailure),
    }));
  return [...themes, ...languages];
}
