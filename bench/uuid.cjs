// The SDK's core imports `uuid` without declaring it; all that it takes from it is v4.
const { randomUUID } = require('node:crypto');

exports.v4 = () => randomUUID();
