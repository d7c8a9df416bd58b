/** The configuration of the demo project: build and push, wait until someone outside has deployed, then go on. */
export const DEMO_CI_CONFIG = `# A pipeline with a hold point: "wait-for-deploy" is run by no runner. It waits until another system reports:
#   curl -X POST -H "PRIVATE-TOKEN: $TOKEN" $URL/api/v4/projects/root%2Fdemo/pipeline_callback \\
#     -d job_name=wait-for-deploy -d job_status=success -d pipeline_id=$PIPELINE
stages: [build, push, deploy, release]

build:
  stage: build
  script:
    - echo "building the image"
    - sleep 2

push-manifests:
  stage: push
  script:
    - echo "pushing the manifests"
    - sleep 1

wait-for-deploy:
  stage: deploy
  needs: [push-manifests]
  external: true
  timeout: 1 hour

smoke-test:
  stage: deploy
  needs: [wait-for-deploy]
  script:
    - echo "looking at what was deployed"

announce:
  stage: release
  when: manual
  script:
    - echo "telling everyone"
`;
