import Foundation
import Testing

/// The page at `/dashboard` of a control plane, in a browser.
@Suite struct ControlDashboardTests {
    private static func shows(_ element: String, _ texts: String...) -> Browser.Step {
        let list = texts.map { "'\($0)'" }.joined(separator: ",")
        return .until("[\(list)].every(t => document.querySelector('\(element)')?.textContent.includes(t))")
    }

    private static func press(_ button: String) -> Browser.Step {
        .run("[...document.querySelectorAll('main button')].find(b => b.textContent === '\(button)').click()")
    }

    private static func signIn(_ token: String) -> Browser.Step {
        .run(
            "{ document.getElementById('token').value = '\(token)';"
                + " document.querySelector('#sign-in form').requestSubmit() }")
    }

    private static func documents(_ weight: Int) -> String {
        """
        apiVersion: apus.dev/v1
        kind: Service
        metadata: {name: cart, namespace: shop}
        spec:
          ports: [{name: http, port: 80, targetPort: 8080}]
          endpoints: [{address: 10.0.0.1, zone: a, weight: \(weight)}, {address: 10.0.0.2, health: Draining}]
        ---
        apiVersion: apus.dev/v1
        kind: Workload
        metadata: {name: web, namespace: shop}
        spec: {selector: {cluster: web}, metrics: Istio, dependsOn: [{service: cart}]}
        """
    }

    private static func question(_ node: String, _ more: JSON = [:]) -> String {
        let base: JSON = ["node": ["id": .string(node), "cluster": "web"]]
        return base.merged(with: more).text
    }

    /// A control plane with three publications, a node that has nothing yet to say and one that refuses.
    private func start() throws -> ControlHarness {
        let control = try ControlHarness()
        try control.write(Self.documents(1), to: "shop.yaml")
        try control.start()
        let first = control.publication
        try control.write(Self.documents(2), to: "shop.yaml")
        let second = try #require(control.waitForPublication(after: first))
        try control.write(Self.documents(3), to: "shop.yaml")
        _ = try #require(control.waitForPublication(after: second))
        let path = "/v3/discovery:clusters"
        let good = try #require(control.ask("POST", path, Self.question("good"), token: nil))
        #expect(good.status == 200 && good.body.text.contains("cart.shop.svc.cluster.local"))
        let bad = try #require(control.ask("POST", path, Self.question("bad"), token: nil))
        let answer = try JSONSerialization.jsonObject(with: Data(bad.body)) as? [String: Any]
        let refusal: JSON = [
            "response_nonce": .string(answer?["nonce"] as? String ?? ""),
            "error_detail": ["code": 3, "message": "<b>cart</b>: no such thing"],
        ]
        _ = control.ask("POST", path, Self.question("bad", refusal), token: nil)
        return control
    }

    private static let steps: [Browser.Step] = [
        .until("document.getElementById('sign-in')?.open"), .shot("sign-in"),
        signIn("nobody-has-this-token"), shows("#sign-in", "Nobody here has that token"),
        signIn(ControlHarness.readToken),
        .until("document.getElementById('who').textContent.includes('publication 3')"),
        shows("#view-overview", "nodes", "refuse", "complete"), .shot("overview"),
        .key("2"), .until("document.querySelectorAll('#nodes tbody tr').length === 2"),
        shows("#refusals", "bad refuses", "<b>cart</b>: no such thing"), .shot("nodes"),
        .run("[...document.querySelectorAll('#nodes .link')].find(b => b.textContent === 'bad').click()"),
        .until("document.getElementById('node').open"), shows("#node", "clusters", "no such thing"), .shot("node"),
        .run("document.querySelector('#node form button').click()"),
        .key("3"), shows("#services", "shop/cart", "80 http", "2 endpoints, 1 not healthy"),
        .run("document.querySelectorAll('#services details').forEach(d => d.open = true)"),
        shows("#services", "called by shop/web", "10.0.0.1", "draining"), .shot("services"),
        .tell("markup", "document.querySelectorAll('main b').length"),
        .key("4"), .until("document.querySelectorAll('#publications details').length === 3"),
        .run("document.querySelector('#publications details').open = true"),
        shows("#publications .added", "weight: 3"), shows("#publications .removed", "weight: 2"), .shot("publications"),
        .run("document.querySelectorAll('#publications details')[2].open = true"),
        press("Roll back to 1"), .until("document.getElementById('confirm').open"), .shot("rollback"),
        .run("document.getElementById('confirm-no').click()"),
        press("Roll back to 1"), .run("document.getElementById('confirm-yes').click()"),
        // Who may only look changes nothing.
        shows("#told", "403", "allows looking, not changing"),
        .key("5"), shows("#view-rollout", "complete", "Pause", "Finish"), .shot("rollout"),
        .key("6"), shows("#view-certificates", "issues no certificates"),
        .run("forgetToken()"), .until("document.getElementById('sign-in')?.open"),
        signIn(ControlHarness.token), .until("model.sets.length === 3"),
        .key("4"), .until("document.querySelectorAll('#publications details').length === 3"),
        .run("document.querySelectorAll('#publications details')[2].open = true"),
        press("Roll back to 1"), .run("document.getElementById('confirm-yes').click()"),
        shows("#told", "done"), .until("document.querySelectorAll('#publications details').length === 4"),
        .dark(true), .width(420), .tell("overflow", "document.documentElement.scrollWidth > 420"), .shot("narrow"),
    ]

    @Test(
        "Who has a token sees the nodes, the services and what was published, and rolls back after a question",
        .enabled(if: Browser.program != nil, "no Chromium, or no websockets of Python, here"))
    func views() throws {
        let control = try start()
        let pictures = try TemporaryDirectory()
        let base = "http://127.0.0.1:\(control.port)/"
        let outcome = try Browser.visit(base + "dashboard", Self.steps, pictures: pictures)
        #expect(outcome.missed == [])
        // The answers to a wrong token and to a change by who may only look.
        let unexpected = outcome.problems.filter { !$0.contains("401") && !$0.contains("403") }
        #expect(unexpected == [])
        #expect(outcome.requests.filter { !$0.hasPrefix(base) && !$0.hasPrefix("data:") } == [])
        #expect(outcome.pictures.values.allSatisfy { $0 > 1_000 })
        #expect(outcome.told["markup"] as? Int == 0)
        #expect(outcome.told["overflow"] as? Bool == false)
        #expect(control.publication == 4)
        #expect(control.stop() == .exit(0))
    }

    @Test("The page holds nothing of the mesh, says what it may do, and is not there where nobody has a token")
    func files() throws {
        let control = try start()
        let page = try #require(control.ask("GET", "/dashboard", token: nil))
        #expect(page.status == 200 && page.body.text.hasPrefix("<!DOCTYPE html>"))
        let fields = page.head.map(\.text)
        #expect(fields.contains { $0.hasPrefix("content-security-policy: default-src 'none'; ") })
        #expect(fields.contains("x-content-type-options: nosniff") && fields.contains("referrer-policy: no-referrer"))
        let script = try #require(control.ask("GET", "/dashboard.js", token: nil))
        #expect(script.status == 200 && script.body.text.contains("v1/topology"))
        #expect(control.ask("GET", "/dashboard.css", token: nil)?.status == 200)
        #expect(control.ask("POST", "/dashboard", token: nil)?.status == 405)
        #expect(control.ask("GET", "/v1/topology", token: nil)?.status == 401)
        let topology = control.object("GET", "/v1/topology", token: ControlHarness.readToken)
        let services = topology["services"] as? [[String: Any]] ?? []
        #expect(services.map { $0["name"] as? String } == ["shop/cart"])
        let endpoints = services.first?["endpoints"] as? [[String: String]] ?? []
        #expect(endpoints.compactMap { $0["health"] }.sorted() == ["DRAINING", "HEALTHY"])
        let workloads = topology["workloads"] as? [[String: Any]] ?? []
        #expect(workloads.first?["calls"] as? [String] == ["shop/cart"])
        #expect(control.stop() == .exit(0))
    }
}
