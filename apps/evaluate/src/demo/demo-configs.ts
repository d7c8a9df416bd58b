/** The first act: a pipeline that pushes an artifact, waits until it is synced, and deploys. */
export const WAIT_FOR_SYNC = `stages: [build, push, sync, deploy]

build-manifests:
  stage: build
  script:
    - echo "rendering manifests"
    - sleep 0.2

push-manifests:
  stage: push
  needs: [build-manifests]
  script:
    - echo "pushing oci://registry.example/manifests:main"
    - sleep 0.2

wait-for-sync:
  stage: sync
  needs: [push-manifests]
  external: true
  timeout: 1 hour

deploy-check:
  stage: deploy
  script: echo "the new version answers"

roll-back:
  stage: deploy
  when: manual
  script: echo "back to the version before"
`;

/** The second act: nobody reports, so the deadline does. */
export const WAIT_IN_VAIN = `stages: [push, sync, deploy, alarm]

push-manifests:
  stage: push
  script: echo "pushing oci://registry.example/manifests:main"

wait-for-sync:
  stage: sync
  external: true
  timeout: 1 hour

deploy-check:
  stage: deploy
  script: echo "the new version answers"

call-for-help:
  stage: alarm
  when: on_failure
  script: echo "nobody has synced the artifact"
`;
