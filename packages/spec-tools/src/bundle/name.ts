/** `kling/v2-1-master-text-to-video` → `KlingV21MasterTextToVideo`: what a model's components are called. */
export function componentName(model: string): string {
  return model
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** `kling/v2-1-master-text-to-video` → `klingV21MasterTextToVideo`: what a model's examples are called. */
export function exampleName(model: string): string {
  const name = componentName(model)
  return name.charAt(0).toLowerCase() + name.slice(1)
}
