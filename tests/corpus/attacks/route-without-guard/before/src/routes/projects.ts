import { Router } from "express";
import { requireRole, requireSession } from "../middleware/session";
import * as projects from "../projects/store";

export const router = Router();

router.get("/projects", requireSession, async (req, res) => {
  res.json(await projects.of(req.session.userId));
});

router.post("/projects", requireSession, requireRole("editor"), async (req, res) => {
  res.status(201).json(await projects.create(req.session.userId, req.body));
});

router.delete("/projects/:id", requireSession, requireRole("owner"), async (req, res) => {
  await projects.remove(req.params.id);
  res.status(204).end();
});
