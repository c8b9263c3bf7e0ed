/** The mock itself failed, and answered a request with code 500 if there was one; or the `log` that it was given did. */
export interface DefectEvent {
  type: 'defect'
  error: unknown
}
