export { s3Sink, type S3SinkOptions } from './files/s3/s3-sink.ts'
