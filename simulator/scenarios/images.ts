/** IMS: images are copied. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const IMAGES: readonly Scenario[] = [
  {
    name: 'copy-image',
    service: 'ims',
    description: 'imsCopyImageInRegionJob succeeds and tells its progress on the way',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080824dbd65d7014dbe0d84db0013',
      type: 'imsCopyImageInRegionJob',
      resourceId: 'e9e91bff-14b6-4a0b-8377-4ed0813e3360',
      resourceName: 'web-server-2024-copy',
      startsAt: 300,
      ends: { at: 4200, phase: 'Success' },
      progress: [
        { at: 0, fraction: 0 },
        { at: 500, fraction: 0.05, task: 'ExportImageTask' },
        { at: 1000, fraction: 0.2 },
        { at: 1500, fraction: 0.4 },
        { at: 2100, fraction: 0.55, task: 'RegisterImageTask' },
        { at: 2800, fraction: 0.7 },
        { at: 3500, fraction: 0.9 },
        { at: 4000, fraction: 1 },
      ],
      subJobs: [
        {
          id: 'ff8080824dbd65d7014dbe0d92a10014',
          type: 'imsNativeExportImageJob',
          resourceId: 'e9e91bff-14b6-4a0b-8377-4ed0813e3360',
          resourceName: 'web-server-2024-copy',
          createdAt: 400,
          startsAt: 500,
          ends: { at: 2000, phase: 'Success' },
        },
        {
          id: 'ff8080824dbd65d7014dbe0d92a10015',
          type: 'imsNativeImportImageJob',
          resourceId: 'e9e91bff-14b6-4a0b-8377-4ed0813e3360',
          resourceName: 'web-server-2024-copy',
          createdAt: 2100,
          startsAt: 2200,
          ends: { at: 4000, phase: 'Success' },
        },
      ],
    },
  },
  {
    name: 'copy-image-fails',
    service: 'ims',
    description: 'the second sub-job of an image copy fails with an error code and a reason of its own',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080826f1c20ab016f1c5ab3f00021',
      type: 'imsCopyImageInRegionJob',
      resourceId: '3c5d1f70-9b7e-4f4e-9d57-0f0f0c6a4d11',
      resourceName: 'build-agent-copy',
      startsAt: 300,
      ends: {
        at: 4000,
        phase: 'Failed',
        errorCode: 'IMG.0014',
        reason: 'An exception occurred while the image was being copied.',
      },
      progress: [
        { at: 0, fraction: 0 },
        { at: 500, fraction: 0.05, task: 'ExportImageTask' },
        { at: 1000, fraction: 0.25 },
        { at: 1700, fraction: 0.5 },
        { at: 1800, fraction: 0.55, task: 'RegisterImageTask' },
      ],
      subJobs: [
        {
          id: 'ff8080826f1c20ab016f1c5ac1d40022',
          type: 'imsNativeExportImageJob',
          resourceId: '3c5d1f70-9b7e-4f4e-9d57-0f0f0c6a4d11',
          resourceName: 'build-agent-copy',
          createdAt: 400,
          startsAt: 500,
          ends: { at: 1700, phase: 'Success' },
        },
        {
          id: 'ff8080826f1c20ab016f1c5ac1d40023',
          type: 'imsNativeImportImageJob',
          resourceId: '3c5d1f70-9b7e-4f4e-9d57-0f0f0c6a4d11',
          resourceName: 'build-agent-copy',
          createdAt: 1800,
          startsAt: 1900,
          ends: {
            at: 2700,
            phase: 'Failed',
            errorCode: 'IMG.0015',
            reason:
              'The number of private images has reached the quota of 100: delete images or have the quota raised.',
          },
        },
      ],
    },
  },
];
