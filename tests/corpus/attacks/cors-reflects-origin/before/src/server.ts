import cors from "cors";
import express from "express";
import { api } from "./api";
import { csrf } from "./middleware/csrf";

const ORIGINS = ["https://app.harbour.example", "https://admin.harbour.example"];

export const app = express();

app.use(
  cors({
    origin: (origin, done) => done(null, !origin || ORIGINS.includes(origin)),
    credentials: true,
  }),
);
app.use(express.json({ limit: "100kb" }));
app.use(csrf());
app.use("/api", api);
