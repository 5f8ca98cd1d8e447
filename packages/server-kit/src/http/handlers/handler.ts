import type { routes, RouteName } from "@heddle/sdk/contract";
import type * as z from "zod/mini";
import type { Identity } from "../../auth/identity.ts";
import type { AppDependencies, CallOptions } from "../dependencies.ts";

type RouteOf<N extends RouteName> = (typeof routes)[N];

/** One request that has passed authentication, permission and validation. */
export interface Call<N extends RouteName> extends CallOptions {
  readonly request: Request;
  readonly identity: RouteOf<N>["permission"] extends "public" ? null : Identity;
  readonly body: RouteOf<N>["request"] extends z.ZodMiniType ? z.output<RouteOf<N>["request"]> : null;
}

export type Handler<N extends RouteName> = (call: Call<N>, dependencies: AppDependencies) => Promise<Response>;
