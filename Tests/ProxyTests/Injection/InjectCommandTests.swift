import Foundation
import Testing

/// `apus inject` and `apus uninject`.
@Suite struct InjectCommandTests {
    private struct Run {
        var output: String
        var errors: String
        var ending: ChildProcess.Ending?
    }

    private func apus(_ arguments: String...) throws -> Run { try run(try #require(ProxyBinary.apus.path), arguments) }

    private func run(_ program: String, _ arguments: [String]) throws -> Run {
        let place = try TemporaryDirectory()
        let process = try ChildProcess(program, arguments, output: place.file("out"), errors: place.file("err"))
        let ending = process.ending(within: 200)
        return Run(
            output: (readFile(place.file("out")) ?? []).text, errors: (readFile(place.file("err")) ?? []).text,
            ending: ending)
    }

    private func input(_ name: String) -> String { "\(InjectionHarness.tools)/inputs/\(name).yaml" }

    @Test(
        "Forty manifests are idempotent and reversible to PyYAML, valid to Kubernetes, and restricted to Pod Security",
        .enabled(if: InjectionHarness.missing == nil, "\(InjectionHarness.missing ?? "")"))
    func manifests() throws {
        let run = try run(
            "/usr/bin/env",
            [
                "python3", InjectionHarness.tools + "/check_manifests.py", try #require(ProxyBinary.apus.path),
                InjectionHarness.tools + "/inputs",
            ])
        #expect(run.ending == .exit(0), "\(run.errors)")
        #expect(run.output == "ok\n")
    }

    @Test("The flags of a proxy that is injected are right", arguments: ["none", "redirect", "tproxy"])
    func arguments(mode: String) throws {
        let run = try apus(
            "inject", "-f", input("03-pod-probes"), "-f", input("14-metrics"), "-o", "json", "--interception-mode",
            mode,
            "--control-plane", "https://control-plane.apus-system.svc:18000")
        #expect(run.ending == .exit(0), "\(run.errors)")
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let items = try #require(list["items"] as? [[String: Any]])
        #expect(items.count == 2)
        for item in items {
            let spec = try #require(item["spec"] as? [String: Any])
            let containers = try #require(spec["initContainers"] as? [[String: Any]])
            for container in containers {
                // As the kubelet fills them in.
                let words = try #require(container["args"] as? [String]).map { word in
                    ["POD_NAME": "web-0", "POD_NAMESPACE": "shop", "SERVICE_ACCOUNT": "web"].reduce(word) {
                        $0.replacingOccurrences(of: "$(\($1.key))", with: $1.value)
                    }
                }
                let isProxy = container["name"] as? String == "apus-proxy"
                let more = isProxy ? words + ["--mode", "validate"] : words.map { $0 == "--apply" ? "--print" : $0 }
                let checked = try self.run(try #require(ProxyBinary.apus.path), more)
                #expect(checked.ending == .exit(0), "\(checked.errors)")
            }
        }
    }

    @Test("Formats are those of the input unless others are asked for")
    func formats() throws {
        let yaml = try apus("inject", "-f", input("01-pod-small"))
        #expect(yaml.output.hasPrefix("apiVersion: v1\n"))
        let json = try apus("inject", "-f", input("01-pod-small"), "-o", "json")
        #expect(json.output.hasPrefix("{\n  \"apiVersion\": \"v1\",\n"))
        let directory = try TemporaryDirectory()
        let again = try apus("inject", "-f", try directory.write(json.output, to: "a"))
        #expect(again.output == json.output)
        let back = try apus("uninject", "-f", directory.file("a"), "-o", "yaml")
        #expect(
            back.output
                == "apiVersion: v1\nkind: Pod\nmetadata:\n  name: small\nspec:\n  containers:\n"
                + "  - name: web\n    image: nginx:1\n"
        )
    }

    @Test("Nothing is written when a pod can have no proxy")
    func refusal() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: true, containers: [{name: a}]}\n",
            to: "host.yaml")
        let run = try apus("inject", "-f", input("01-pod-small"), "-f", file)
        #expect(run.ending == .exit(1))
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("Pod a: spec.hostNetwork: "))
    }

    @Test(
        "Mistakes are named",
        arguments: [
            (["inject", "-f", "/nonexistent"], 3, "/nonexistent"), (["inject", "--sidecar", "nativ"], 2, "native"),
            (["inject", "--interception-mode", "x"], 2, "redirect"), (["inject", "x"], 2, "-f"),
            (["inject", "--control-plane", "x"], 2, "https://"), (["inject", "--proxy-cpu", "lots"], 2, "100m"),
            (["inject", "--drain-seconds", "x"], 2, "3600"), (["inject", "--bind-address", "x"], 2, "IP"),
            (["inject", "--proxy-memory", "2Gi", "--proxy-memory-limit", "1Gi"], 2, "--proxy-memory-limit"),
            (["inject", "--imag", "x"], 2, "--image"), (["uninject", "--image", "x"], 2, "--image"),
            (["inject", "-o", "xml"], 2, "yaml"), (["injector"], 2, "--tls-certificate"),
            (["injector", "--tls-certificate", "/nonexistent", "--tls-key", "/nonexistent"], 1, "/nonexistent"),
            (["injector", "--tls-certificate", "a", "--tls-key", "b", "--on-refusal", "x"], 2, "deny"),
            (
                ["injector", "--tls-certificate", "a", "--tls-key", "b", "--own-namespace", "A b"], 2,
                "namespace expected"
            ),
            (["request", "GET"], 2, "POST /quitquitquit"),
            (["request", "--admin", "127.0.0.1:1", "GET", "/"], 4, "127.0.0.1:1"),
            (["injct"], 2, "inject"),
        ] as [([String], Int32, String)])
    func mistakes(arguments: [String], code: Int32, words: String) throws {
        let run = try run(try #require(ProxyBinary.apus.path), arguments)
        #expect(run.ending == .exit(code), "\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test("What is no manifest is told with its place")
    func malformed() throws {
        let directory = try TemporaryDirectory()
        let run = try apus("inject", "-f", try directory.write("a: [\n", to: "bad.yaml"))
        #expect(run.ending == .exit(1))
        #expect(run.errors.contains("bad.yaml:"), "\(run.errors)")
    }
}
