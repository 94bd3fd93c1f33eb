import { useLingui } from '@lingui/react/macro'

/** The steps of connecting a bank. */
export function useConnectSteps(): string[] {
  const { t } = useLingui()
  return [t`Bank`, t`What we read`, t`Sign in at the bank`, t`First import`]
}
