import { readdir, readFile } from "node:fs/promises";
import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";

const client = new S3Client({
  region: "eu-central-1",
  credentials: {
    accessKeyId: "@@AWS_KEY@@",
    secretAccessKey: "@@AWS_SECRET@@",
  },
});


for (const name of await readdir("dist/tiles")) {
  const Body = await readFile(`dist/tiles/${name}`);
  await client.send(new PutObjectCommand({ Bucket: "harbour-tiles", Key: name, Body }));
  console.log("uploaded", name);
}
