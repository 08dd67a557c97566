#!/bin/sh
# A shell: waits for a job with a token of the OpenStack client, and says what to do next by the exit status.
# Usage: wait.sh JOB_ID
openstack token issue --format value --column id |
  node cloud-job-gate.cjs wait "$1" --token-file - --region eu-de \
    --project-id 0605767b5780d5762fc5c0118072a564 --output json > gate.json
status=$?

case $status in
  0) jq --raw-output '"The cluster \(.cluster_id) is ready."' gate.json ;;
  1) jq --raw-output '.failed_jobs[] | select(.id) | "\(.type) \(.resource): \(.reason)"' gate.json ;;
  3) echo 'It takes longer than expected. The cloud job goes on.' ;;
  *) jq --raw-output .reason gate.json ;;
esac
exit "$status"
