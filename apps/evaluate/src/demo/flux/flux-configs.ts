/** A pipeline that pushes an artifact, waits until Flux has synced it, and looks at the result; `more` are keys of `external`. */
export const waitForFlux = (kind: 'Kustomization' | 'HelmRelease', more = ''): string => `stages: [push, sync, verify]

push-manifests:
  stage: push
  script: echo "flux push artifact"

wait-for-flux:
  stage: sync
  external:
    provider: flux
    match: { kind: ${kind}, namespace: flux-system, name: podinfo }${more === '' ? '' : `\n    ${more}`}
  timeout: 1 hour

verify:
  stage: verify
  script: echo "the new version answers"
`;
