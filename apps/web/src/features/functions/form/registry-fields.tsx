import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { FormField } from "./form-field.tsx";
import type { FormValues } from "./form-values.ts";
import { columns } from "./columns.ts";

/** Who may pull the image; the password is write-only. */
export function RegistryFields() {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const isKept = useWatch({ control, name: "registry.isKept" });
  const titleId = useId();
  return (
    <Box role="group" aria-labelledby={titleId}>
      <Typography id={titleId} variant="subtitle2" sx={{ mb: 0.5 }}>
        {t("form.registry.title")}
      </Typography>
      <Box sx={columns(3)}>
        <FormField
          name="registry.server"
          label={t("form.registry.server")}
          input={{ placeholder: "registry.example.org" }}
        />
        <FormField
          name="registry.username"
          label={t("form.registry.username")}
          input={{ autoComplete: "off" }}
        />
        <FormField
          name="registry.password"
          label={t("form.registry.password")}
          hint={isKept ? t("form.registry.kept") : " "}
          textField={{ type: "password" }}
          input={{ autoComplete: "new-password" }}
        />
      </Box>
    </Box>
  );
}
