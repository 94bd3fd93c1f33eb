import type { ProgramView } from '../../../src/api/contract/destinations.ts'
import { Field } from '../ui/field.tsx'

type SettingFieldsProps = {
  fields: ProgramView['settings']
  settings: Record<string, string>
  onChange: (settings: Record<string, string>) => void
}

/** What a budget program asks for. */
export function SettingFields({ fields, settings, onChange }: SettingFieldsProps) {
  return fields.map((field) => (
    <Field
      key={field.name}
      label={field.label}
      hint={field.help}
      type={field.isSecret ? 'password' : 'text'}
      autoComplete="off"
      value={settings[field.name] ?? ''}
      onChange={(value) => onChange({ ...settings, [field.name]: value })}
    />
  ))
}
