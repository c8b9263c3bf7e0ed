/** The mock itself failed, or the `log` function that it was given; a request was answered with code 500. */
export interface DefectEvent {
  type: 'defect'
  error: unknown
}
