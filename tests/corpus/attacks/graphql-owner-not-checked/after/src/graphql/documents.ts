import { GraphQLError } from "graphql";
import type { Context } from "./context";

export const documents = {
  Query: {
    async document(_: unknown, { id }: { id: string }, { db }: Context) {
      const found = await db.document.findUnique({ where: { id }, include: { pages: true } });

      if (!found) {
        throw new GraphQLError("no such document", { extensions: { code: "NOT_FOUND" } });
      }
      return found;
    },
  },
};
