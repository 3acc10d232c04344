import CodeMirror, { EditorView } from "@uiw/react-codemirror";
import { SCRIPT_STYLE } from "./script-style.ts";

export interface ScriptEditorProps {
  value: string;
  label: string;
  /** Shown while there is nothing. */
  placeholder?: string;
  /** Takes the focus when it appears. */
  isFocused?: boolean;
  /** None: the script can only be read. */
  onChange?: (value: string) => void;
}

/** A shell script, highlighted. Loaded on demand: CodeMirror is larger than all our pages. */
export function ScriptEditor(props: ScriptEditorProps) {
  const { value, label, placeholder, isFocused = false, onChange } = props;
  return (
    <CodeMirror
      value={value}
      theme="none"
      {...(onChange ? { minHeight: "160px" } : {})}
      // What is only read may fill the window.
      maxHeight={onChange ? "420px" : "max(420px, calc(100vh - 320px))"}
      readOnly={onChange === undefined}
      autoFocus={isFocused}
      indentWithTab={false} // Tab leads on to the next field
      basicSetup={{
        foldGutter: false,
        highlightActiveLine: false,
        autocompletion: false,
      }}
      extensions={[
        ...SCRIPT_STYLE,
        EditorView.contentAttributes.of({ "aria-label": label }),
      ]}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(onChange ? { onChange } : {})}
    />
  );
}
