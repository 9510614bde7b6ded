import Foundation
import Testing

/// The webhook over TLS.
@Suite struct InjectorTests {
    private static let curl: String? = ProxyBinary.inSearchPath("curl") == nil ? "no curl here" : nil

    @Test(
        "Patches applied by jsonpatch make valid pods of every kind, the same as apus inject makes",
        .enabled(if: InjectionHarness.missing == nil, "\(InjectionHarness.missing ?? "")"),
        .enabled(if: curl == nil, "\(curl ?? "")"))
    func patches() throws {
        let injector = try InjectionHarness()
        let place = try TemporaryDirectory()
        let process = try ChildProcess(
            "/usr/bin/env",
            [
                "python3", InjectionHarness.tools + "/check_webhook.py", try #require(ProxyBinary.apus.path),
                InjectionHarness.tools + "/inputs", "127.0.0.1:\(injector.port)", injector.files.path("ca.crt"),
            ], output: place.file("out"), errors: place.file("err"))
        #expect(process.ending(within: 200) == .exit(0), "\((readFile(place.file("err")) ?? []).text)")
        #expect((readFile(place.file("out")) ?? []).text.hasPrefix("ok "))
        let statistics = try injector.ask("/stats")
        #expect(statistics.contains("injector.injected: "))
        #expect(try injector.ask("/stats/prometheus").contains("injector_reviews"))
        #expect(injector.stop() == .exit(0))
        #expect(injector.errors.contains("gets a proxy"))
    }

    @Test("What is no question is told so", .enabled(if: curl == nil, "\(curl ?? "")"))
    func mistakes() throws {
        let injector = try InjectionHarness("--on-refusal", "deny")
        let type = "content-type: application/json"
        #expect(try injector.ask("/ready") == "ready\n 200")
        #expect(try injector.ask("/healthz") == "ok\n 200")
        #expect(try injector.ask("/other").hasSuffix(" 404"))
        #expect(try injector.ask("/inject").hasSuffix(" 405"))
        #expect(try injector.ask("/inject", "-d", "{}").contains("application/json expected"))
        #expect(try injector.ask("/inject", "-d", "{}", "-H", "content-type: text/plain").hasSuffix(" 415"))
        #expect(try injector.ask("/inject", "-d", "{}", "-H", type).contains("AdmissionReview expected"))
        #expect(try injector.ask("/inject", "-d", "{", "-H", type).hasSuffix(" 400"))
        let large = try injector.directory.write(String(repeating: " ", count: 7 << 20 + 1), to: "large")
        #expect(try injector.ask("/inject", "--http1.1", "--data-binary", "@\(large)", "-H", type).hasSuffix(" 413"))
        let review = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","kind":{"group":"",
            "version":"v1","kind":"Pod"},"operation":"CREATE","namespace":"n","object":{"metadata":{"name":"a\\nb"},
            "spec":{"hostNetwork":true,"containers":[{"name":"a"}]}}}}
            """
        let denied = try injector.ask("/inject", "-d", review, "-H", type)
        #expect(denied.contains("\"allowed\":false") && denied.contains("hostNetwork") && denied.hasSuffix(" 200"))
        #expect(Deadline(seconds: 60).reached { injector.errors.contains("pod n/a b can have no proxy") })
    }

    @Test(
        "A certificate that changes is used at once, and a broken one is not",
        .enabled(if: curl == nil, "\(curl ?? "")"))
    func rotation() throws {
        let injector = try InjectionHarness()
        #expect(try injector.ask("/ready") == "ready\n 200")
        #expect(try injector.ask("/ready", name: "second.test") == " 000")
        try injector.replace("crt", with: ByteString("no certificate\n"))
        #expect(Deadline(seconds: 60).reached { injector.errors.contains("the certificate stays as it was") })
        #expect(try injector.ask("/ready") == "ready\n 200")
        for kind in ["key", "crt"] {
            try injector.replace(kind, with: try #require(readFile(injector.files.path("second.\(kind)"))))
        }
        #expect(
            Deadline(seconds: 60).reached {
                (try? injector.ask("/ready", name: "second.test")) == "ready\n 200"
            }, "\(injector.errors)")
        #expect(try injector.ask("/ready") == " 000")
    }

    @Test(
        "With authorities for clients, only who shows a certificate is answered",
        .enabled(if: curl == nil, "\(curl ?? "")"))
    func clients() throws {
        let files = try TLSFiles.shared.get()
        let injector = try InjectionHarness("--client-ca", files.path("ca.crt"))
        #expect(try injector.ask("/ready") == " 000")
        let shown = ["--cert", files.path("client.crt"), "--key", files.path("client.key")]
        #expect(try injector.ask("/ready", shown[0], shown[1], shown[2], shown[3]) == "ready\n 200")
    }
}
