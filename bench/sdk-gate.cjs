// What start-up is compared with: about the smallest gate there can be on the official SDK, whose core is all it loads.
const { BasicCredentials } = require('@huaweicloud/huaweicloud-sdk-core');
const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder');

const [, , endpoint, projectId, jobId] = process.argv;
const credentials = new BasicCredentials().withAk(process.env.AK).withSk(process.env.SK).withProjectId(projectId);
const client = new ClientBuilder((each) => each)
  .withEndpoint(endpoint)
  .withCredential(credentials)
  .withOptions({ customUserAgent: 'bench' })
  .build();

client
  .sendRequest({
    method: 'GET',
    url: '/api/v3/projects/{project_id}/jobs/{job_id}',
    contentType: 'application/json',
    queryParams: {},
    pathParams: { job_id: jobId },
    headers: {},
    data: {},
  })
  .then((job) => {
    process.exitCode = job.status.phase === 'Success' ? 0 : 1;
  });
