import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runShell } from "#lib/test-support/real-shell.ts";
import { answerCommand, devicesCommand, nodesCommand, type DevicesAction } from "./cli.ts";
import { containerNameProblem, wrapCommand } from "./command-wrapper.ts";

/** The words of each command, program first, as a real shell hands them on; one process for all of them. */
function throughShell(commands: readonly string[]): string[][] {
  const words = runShell(
    [
      String.raw`say() { printf '%s\0' "$#" "$@"; }; openclaw() { say openclaw "$@"; }; docker() { say docker "$@"; }`,
      ...commands,
    ].join("\n"),
  ).split("\0");
  const results: string[][] = [];
  for (let at = 0; at < words.length - 1; at += Number(words[at]) + 1) {
    results.push(words.slice(at + 1, at + 1 + Number(words[at])));
  }
  return results;
}

const devices = ["openclaw", "devices"];

describe("devicesCommand", () => {
  it.each<[DevicesAction, string]>([
    [{ kind: "list" }, "openclaw devices list"],
    [{ kind: "approve", requestId: "ab-1" }, "openclaw devices approve ab-1"],
    [{ kind: "reject", requestId: "-x y" }, "openclaw devices reject -- '-x y'"],
    [{ kind: "remove", deviceId: "c9" }, "openclaw devices remove c9"],
    [{ kind: "clear", alsoPending: false }, "openclaw devices clear --yes"],
    [{ kind: "clear", alsoPending: true }, "openclaw devices clear --yes --pending"],
    [
      { kind: "rotate", deviceId: "c9", role: "operator" },
      "openclaw devices rotate --device c9 --role operator",
    ],
    [
      { kind: "rotate", deviceId: "c9", role: "operator", scopes: ["operator.read", "operator.write"] },
      "openclaw devices rotate --device c9 --role operator --scope operator.read --scope operator.write",
    ],
    [
      { kind: "rotate", deviceId: "c9", role: "node", scopes: [] },
      "openclaw devices rotate --device c9 --role node --scope ' '",
    ],
    [{ kind: "revoke", deviceId: "c9", role: "node" }, "openclaw devices revoke --device c9 --role node"],
    [
      { kind: "rename", deviceId: "c9", label: "Ada's $(id)" },
      "openclaw devices rename --device c9 --name 'Ada'\\''s $(id)'",
    ],
  ])("%j becomes %s", (action, command) => expect(devicesCommand(action)).toBe(command));

  it("arrives unchanged through a real shell, in a container as well", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...Array.from("a1 -'\"\\$`()!*?[]{}<>|&;#~=\n\r\t\u001b\u202eé👍")),
      minLength: 1,
    });
    const samples = [
      ...fc.sample(nasty, 150),
      "-",
      "--",
      "--yes",
      "-x",
      "$(touch /tmp/x)",
      "`id`",
      "it's",
      "a\nb\n",
      "' '",
      "=",
      "--name=x",
    ];
    const cases = samples.flatMap((text): readonly (readonly [DevicesAction, readonly string[]])[] => [
      [{ kind: "approve", requestId: text }, ["approve", ...(text.startsWith("-") ? ["--"] : []), text]],
      [
        { kind: "rename", deviceId: "c9", label: text },
        ["rename", "--device", "c9", ...option("name", text)],
      ],
      [
        { kind: "rotate", deviceId: text, role: text, scopes: [text, "b"] },
        [
          "rotate",
          ...option("device", text),
          ...option("role", text),
          ...option("scope", text),
          "--scope",
          "b",
        ],
      ],
    ]);
    const commands = cases.map(([action]) => devicesCommand(action));
    expect(throughShell(commands)).toEqual(cases.map(([, words]) => [...devices, ...words]));
    const wrapped = commands.map((command) => wrapCommand(command, { kind: "docker", name: "my-gateway" }));
    expect(throughShell(wrapped)).toEqual(
      cases.map(([, words]) => ["docker", "exec", "my-gateway"].concat(devices, words)),
    );
  });
});

describe("answerCommand", () => {
  const answer = (methods: readonly string[], kind: "exec" | "plugin" = "exec") =>
    answerCommand({ kind, id: "it's \u202e" }, methods);

  it("names the request, quoted, where the command line can answer", () => {
    expect(answer(["approval.resolve"])).toBe(
      `openclaw approvals resolve 'it'\\''s '"$(printf '\\342\\200\\256')" deny`,
    );
    expect(answer(["approval.resolve"], "plugin")).toContain("openclaw approvals resolve");
  });
  it("calls the gateway's method where the command line has nothing else", () => {
    expect(answer(["exec.approval.resolve"])).toMatch(
      /^openclaw gateway call exec\.approval\.resolve --params '\{"id":"it/,
    );
  });
  it("is none on the versions between, whose command line is not heard", () => {
    expect(answer(["exec.approval.list", "exec.approval.resolve"])).toBeNull();
    expect(answer(["plugin.approval.resolve"], "plugin")).toBeNull();
  });
});

describe("nodesCommand", () => {
  it("names the request once it is known", () => {
    const approve = (requestId: string) => nodesCommand({ kind: "approve", requestId });
    expect(approve("4f07a9ce")).toBe("openclaw nodes approve 4f07a9ce");
    expect(approve("-x; id")).toBe("openclaw nodes approve -- '-x; id'");
    expect(nodesCommand({ kind: "remove", nodeId: "ab12" })).toBe("openclaw nodes remove --node ab12");
  });
});

/** An option whose value begins with a dash must be one word with it. */
function option(name: string, value: string): readonly string[] {
  return value.startsWith("-") ? [`--${name}=${value}`] : [`--${name}`, value];
}

describe("wrapCommand", () => {
  const docker = { kind: "docker", name: "gw" } as const;
  const compose = { kind: "compose", name: "openclaw-gateway" } as const;

  it.each([
    ["openclaw devices list", "docker exec gw openclaw devices list"],
    ["openclaw gateway auth-token --show", "docker exec -it gw openclaw gateway auth-token --show"],
    ["openclaw gateway restart", "docker restart gw"],
    ["openclaw nodes pending", "docker exec gw openclaw nodes pending"],
    ["openclaw node restart", "openclaw node restart"],
    ["tailscale serve status", "tailscale serve status"],
    ["ssh -N host", "ssh -N host"],
    ["openclawx devices", "openclawx devices"],
  ])("leads %s into a container: %s", (command, wrapped) =>
    expect(wrapCommand(command, docker)).toBe(wrapped),
  );

  it.each([
    ["openclaw devices list", "docker compose exec -T openclaw-gateway openclaw devices list"],
    [
      "openclaw gateway auth-token --show",
      "docker compose exec openclaw-gateway openclaw gateway auth-token --show",
    ],
    ["openclaw gateway restart", "docker compose restart openclaw-gateway"],
    ["tailscale serve status", "tailscale serve status"],
  ])("leads %s into a service: %s", (command, wrapped) =>
    expect(wrapCommand(command, compose)).toBe(wrapped),
  );

  it("changes nothing on the host, or for a name that is none", () => {
    expect(wrapCommand("openclaw devices list", { kind: "host" })).toBe("openclaw devices list");
    expect(wrapCommand("openclaw devices list", { kind: "docker", name: "a b" })).toBe(
      "openclaw devices list",
    );
  });
});

describe("containerNameProblem", () => {
  it.each(["openclaw-gateway", "my_project.gateway-1", "0f", "OpenClaw"])("takes %s", (name) => {
    expect(containerNameProblem("docker", name)).toBeNull();
    expect(containerNameProblem("compose", name)).toBeNull();
  });
  it.each(["", "-it", "a b", "a;b", "$(x)", "a\n", "é", "a/b", "x".repeat(129)])("refuses %j", (name) => {
    expect(containerNameProblem("docker", name)).not.toBeNull();
    expect(containerNameProblem("compose", name)).not.toBeNull();
  });
  it("takes no container of one letter, as docker takes none", () => {
    expect(containerNameProblem("docker", "a")).not.toBeNull();
    expect(containerNameProblem("compose", "a")).toBeNull();
  });
});
