import Foundation
import Testing

/// The page at `/dashboard`, in a browser, in front of a proxy that works.
@Suite struct DashboardTests {
    /// Whether all that a script names is part of an element's text.
    private static func shows(_ element: String, _ texts: String...) -> Browser.Step {
        let list = texts.map { "'\($0)'" }.joined(separator: ",")
        return .until("[\(list)].every(t => document.querySelector('\(element)')?.textContent.includes(t))")
    }

    private static func press(_ button: String) -> Browser.Step {
        .run("[...document.querySelectorAll('button')].find(b => b.textContent === '\(button)').click()")
    }

    private static let steps: [Browser.Step] = [
        // Numbers that move, from two looks on.
        .until("rate('http.in.downstream_rq_total') > 0 && model.changes"),
        shows("#view-overview", "LIVE", "1 refused", "MiB"), .shot("overview"),
        .key("2"),
        shows("#view-topology", "listener", "secure", "chain", "shop", "path separated prefix /bad"),
        .until("[...document.querySelectorAll('.badge.bad')].some(b => /\\/s, .* failed/.test(b.textContent))"),
        .run("document.querySelectorAll('details').forEach(d => d.open = true)"),
        .tell("topology", "document.querySelector('.tree').textContent"), .shot("topology"),
        .key("3"),
        .until("[...document.querySelectorAll('#endpoints tbody tr')].length === 5"),
        shows("#routes", "failing", "route", "connection manager"), shows("#clusters", "bad", "good"),
        .until("document.querySelector('#clusters td .bad')"),
        .until("document.querySelector('#clusters .spark polyline').getAttribute('points').split(' ').length > 1"),
        .until("quantile('cluster.good.upstream_rq_time', 99) !== undefined"),
        .run("[...document.querySelectorAll('#clusters th button')].find(b => b.textContent === 'failed').click()"),
        .tell("order", "document.querySelector('#clusters tbody td').textContent"),
        .tell("sorted", "[...document.querySelectorAll('#clusters th')].map(h => h.getAttribute('aria-sort')).join()"),
        .shot("traffic"),
        .key("/"), .until("document.activeElement.type === 'search'"), .tell("focus", "document.activeElement.type"),
        .run("document.activeElement.value = 'fail'; document.activeElement.dispatchEvent(new Event('input'))"),
        .tell("filtered", "document.querySelectorAll('#routes tbody tr').length"),
        .tell("markup", "document.querySelectorAll('#clusters b, .tree b b').length"),
        .run("document.activeElement.blur()"),
        .key("4"),
        shows("#health", "active check: fails", "configuration or EDS: DRAINING", "healthy"), .shot("health"),
        .tell(
            "panic",
            "(() => { model.stats.set('cluster.good.lb_healthy_panic', 5); "
                + "return panicText({ statName: 'good' }) + panicText({ statName: 'bad' }) })()"),
        .key("5"), shows("#configuration", "stat_prefix", "soon.crt"), .shot("configuration"),
        .key("6"), shows("#refusals", "conect_timeout", "the file"), shows("#changes .diff .added", "7s"),
        shows("#changes .diff .removed", "5s"), .shot("changes"),
        .key("7"), shows("#certificates", "soon.test", "soon.crt"),
        .tell("bar", "document.querySelector('#certificates .bar').className"),
        .tell("width", "document.querySelector('#certificates .bar span').style.width"), .shot("certificates"),
        .key("8"), .until("document.getElementById('try-path')"),
        .run("document.getElementById('try-path').value = '/bad+x/y'; document.querySelector('form').requestSubmit()"),
        shows("#explanation", "passed over", "rest", "cluster", "good"),
        .run("document.getElementById('try-path').value = '/bad/x'; document.querySelector('form').requestSubmit()"),
        .until("/cluster\\s*bad/.test(document.querySelector('#explanation').textContent)"), .shot("try"),
        .key("9"), .until("document.getElementById('tap')"), press("Start"),
        .until("document.querySelectorAll('#requests tbody tr').length > 5"),
        .tell("requests", "document.querySelector('#requests').textContent"), .shot("requests"),
        .run("document.getElementById('only-failed').click()"),
        .until("[...document.querySelectorAll('#requests tbody tr')].every(r => r.textContent.includes('503'))"),
        .run("document.querySelector('#requests .link').click()"), shows("#request", "authorization", "bytes)"),
        .tell("request", "document.querySelector('#request').textContent"), .shot("request"),
        .run("document.querySelector('#request form button').click()"),
        .until("!document.querySelector('#request').open"),
        // Questions that are under way when recording is stopped change nothing any more.
        .run(
            "{ const b = document.getElementById('tap'); b.click(); b.click(); b.click();"
                + " askJSON('tap').then(() => setTimeout(() => { window.settled = true }, 0)) }"),
        .until("window.settled"),
        .tell("stopped", "document.querySelector('#view-requests .row').textContent"),
        .key("0"), .until("document.querySelectorAll('#levels select').length > 5"),
        press("Fail health checks"), .until("document.getElementById('confirm').open"), .shot("control"),
        .run("document.getElementById('confirm-no').click()"), .until("!document.getElementById('confirm').open"),
        .tell("told", "document.getElementById('told').textContent"),
        .run(
            "{ const s = document.querySelector('#levels select[aria-label=\"level of admin\"]'); s.value = 'debug';"
                + " s.dispatchEvent(new Event('change')) }"),
        .until("document.getElementById('confirm').open"), .run("document.getElementById('confirm-yes').click()"),
        shows("#told", "logging: done"),
        press("Fail health checks"), .run("document.getElementById('confirm-yes').click()"),
        .until("document.getElementById('state').textContent === 'DRAINING'"),
        .tell("light", "getComputedStyle(document.documentElement).backgroundColor"), .dark(true), .key("1"),
        .until("document.getElementById('view-overview')"),
        .tell("dark", "getComputedStyle(document.documentElement).backgroundColor"), .shot("dark"),
        .width(420), .tell("overflow", "document.documentElement.scrollWidth > 420"), .shot("narrow"),
    ]

    @Test(
        "Every view shows what goes on, by keys, in the dark, and asks nobody else",
        .enabled(if: Browser.program != nil, "no Chromium, or no websockets of Python, here"))
    func views() async throws {
        let busy = try BusyProxy()
        try busy.changeAndBreak()
        let pictures = try TemporaryDirectory()
        let base = "http://127.0.0.1:\(busy.proxy.adminPort)/"
        let outcome = try Browser.visit(base + "dashboard", Self.steps, pictures: pictures)
        let levels = busy.proxy.admin.post("/logging")?.body.text ?? ""
        busy.stop()
        #expect(outcome.missed == [])
        #expect(outcome.problems == [])
        #expect(outcome.requests.filter { !$0.hasPrefix(base) && !$0.hasPrefix("data:") } == [])
        #expect(outcome.pictures.values.allSatisfy { $0 > 1_000 })
        #expect(outcome.text("topology").contains(BusyProxy.oddName) == false, "nothing leads there")
        #expect(outcome.text("order") != "" && outcome.text("sorted").contains("descending"))
        #expect(outcome.text("focus") == "search" && outcome.told["filtered"] as? Int == 1)
        #expect(outcome.told["markup"] as? Int == 0)
        #expect(outcome.text("bar") == "bar bad" && outcome.text("width").hasSuffix("%"))
        #expect(outcome.text("requests").contains("page=2") && outcome.text("requests").contains("token=(7 bytes)"))
        for view in ["requests", "request"] { #expect(!outcome.text(view).contains(BusyProxy.secret)) }
        #expect(outcome.text("told") == "")
        #expect(outcome.text("panic").hasPrefix("panic: ") && outcome.text("panic").hasSuffix("(5 so far)"))
        #expect(outcome.text("stopped").contains("Start") && outcome.text("stopped").contains("not recording"))
        #expect(levels.contains("  admin: debug\n"))
        #expect(outcome.text("light") != outcome.text("dark"))
        #expect(outcome.told["overflow"] as? Bool == false)
    }

    @Test("What a source brings is told, and what of it was refused, with its version")
    func history() throws {
        let directory = try TemporaryDirectory()
        func bring(_ version: String, _ patience: String) throws -> String {
            let cluster: JSON = [
                "@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster", "name": "late", "type": "STATIC",
                "connect_timeout": .string(patience),
            ]
            let answer: JSON = ["version_info": .string(version), "resources": [cluster]]
            let draft = try directory.write(answer.text, to: "draft.json")
            let isMoved = unsafe rename(draft, directory.file("clusters.json")) == 0
            guard isMoved else { throw CocoaError(.fileWriteUnknown) }
            return directory.file("clusters.json")
        }
        let path = try bring("v1", "3s")
        let configuration: JSON = [
            "node": ["id": "a", "cluster": "b"], "admin": ["address": Theme.address(port: 0)],
            "dynamic_resources": ["cds_config": ["path_config_source": ["path": .string(path)]]],
        ]
        let proxy = try ProxyHarness(.apus, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        func tells(_ texts: String...) -> Bool {
            Deadline(seconds: 60).reached {
                let page = proxy.admin.get("/config_changes")?.body.text ?? ""
                return texts.allSatisfy { page.contains($0) }
            }
        }
        #expect(tells("\"name\": \"late\"", "\"version\": \"v1\"", "\"refusals\": []"))
        _ = try bring("v2", "3 apples")
        #expect(tells("\"version\": \"v2\"", "3 apples", "clusters.json", "\"count\": 1"))
    }

    @Test("A page of another site cannot post; programs and this page can")
    func foreignPosts() throws {
        let served = try ServedProxy(.apus)
        defer { served.stop() }
        func post(_ fields: String...) -> Int? {
            guard let socket = Socket.connected(to: served.proxy.adminPort) else { return nil }
            let deadline = Deadline(seconds: 60)
            let head =
                ["POST /healthcheck/ok HTTP/1.1", "host: 127.0.0.1:9901", "content-length: 0", "connection: close"]
                + fields
            socket.send(ByteString(head.joined(separator: "\r\n") + "\r\n\r\n"), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return answer.status }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }
        #expect(post() == 200)
        #expect(post("origin: http://127.0.0.1:9901", "sec-fetch-site: same-origin") == 200)
        #expect(post("origin: http://127.0.0.1:9901") == 200)
        #expect(post("sec-fetch-site: none") == 200)
        #expect(post("origin: http://evil.test", "sec-fetch-site: cross-site") == 403)
        #expect(post("sec-fetch-site: same-site") == 403)
        #expect(post("origin: http://evil.test") == 403)
        #expect(post("origin: http://127.0.0.1:3000") == 403)
        #expect(post("origin: null") == 403)
    }
}
