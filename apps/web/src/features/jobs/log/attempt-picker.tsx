import type { Attempt } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../../components/choice-field.tsx";

interface AttemptPickerProps {
  attempts: Attempt[];
  value: number;
  onChange: (attempt: number) => void;
}

/** Whose log is shown, where a job was tried more than once. */
export function AttemptPicker(props: AttemptPickerProps) {
  const { attempts, value, onChange } = props;
  const { t } = useTranslation(["jobs", "common"]);
  return (
    <ChoiceField
      isOutlined
      label={t("logOfAttempt")}
      value={value}
      choices={attempts.map(({ number, state }) => ({
        value: number,
        label: t("attemptOf", {
          number,
          count: attempts.length,
          state: t(`common:jobState.${state}`),
        }),
      }))}
      onChoose={onChange}
    />
  );
}
