// What a gate's time and memory stand beside: asks for the job once, reads the answer, and parses it.
const { get } = require('node:http');

const { INPUT_ENDPOINT, INPUT_PROJECT_ID, INPUT_JOB_ID, INPUT_TOKEN } = process.env;
const headers = { 'X-Auth-Token': INPUT_TOKEN, 'Content-Type': 'application/json' };
get(`${INPUT_ENDPOINT}/api/v3/projects/${INPUT_PROJECT_ID}/jobs/${INPUT_JOB_ID}`, { headers }, (response) => {
  let text = '';
  response.setEncoding('utf8').on('data', (part) => (text += part));
  response.on('end', () => JSON.parse(text));
});
