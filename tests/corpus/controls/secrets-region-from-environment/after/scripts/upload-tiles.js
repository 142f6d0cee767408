import { readdir, readFile } from "node:fs/promises";
import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";

// Credentials come from the profile of whoever runs this, never from a literal key or password here.
const client = new S3Client({ region: process.env.AWS_REGION ?? "eu-central-1" });


for (const name of await readdir("dist/tiles")) {
  const Body = await readFile(`dist/tiles/${name}`);
  await client.send(new PutObjectCommand({ Bucket: "harbour-tiles", Key: name, Body }));
  console.log("uploaded", name);
}
