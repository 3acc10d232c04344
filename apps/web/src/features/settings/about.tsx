import Link from "@mui/material/Link";
import { useTranslation } from "react-i18next";
import { Fact, Facts } from "../../components/facts.tsx";
import { Section } from "../../components/section.tsx";
import { useSession } from "../../lib/shared-queries.ts";

/** What this console is and what it stands on; no keys. */
export function About() {
  const { t } = useTranslation("settings");
  const { user, console } = useSession();
  return (
    <Section title={t("about")}>
      <Facts>
        <Fact label={t("version")}>{console.version}</Fact>
        <Fact label={t("store")}>{t(`stores.${console.store}`)}</Fact>
        <Fact label={t("runner")}>{t(`runners.${console.runner}`)}</Fact>
        <Fact label={t("user")}>{user.name}</Fact>
        <Fact label={t("api")}>
          <Link href="/api/openapi.json" target="_blank" rel="noopener">
            /api/openapi.json
          </Link>
        </Fact>
      </Facts>
    </Section>
  );
}
