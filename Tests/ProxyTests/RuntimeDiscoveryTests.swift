import Foundation
import Testing

/// Values by key that come from a source while the proxy runs (RTDS).
@Suite(.serialized) struct RuntimeDiscoveryTests {
    private static func layer(_ version: String, _ layer: JSON, name: String = "some") -> String {
        let resource: JSON = [
            "@type": "type.googleapis.com/envoy.service.runtime.v3.Runtime", "name": .string(name), "layer": layer,
        ]
        let response: JSON = ["version_info": .string(version), "resources": [resource]]
        return response.text
    }

    private static func configuration(_ source: JSON, plane: UInt16 = 1) -> JSON {
        let action: JSON = ["status": 200, "body": ["inline_string": "yes"]]
        let fraction: JSON = ["default_value": ["numerator": 0], "runtime_key": "share"]
        let route: JSON = ["match": ["prefix": "/", "runtime_fraction": fraction], "direct_response": action]
        let router: JSON = ["@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"]
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "route_config": ["virtual_hosts": [["name": "v", "domains": ["*"], "routes": [route]]]],
            "http_filters": [["name": "r", "typed_config": router]],
        ]
        let address: JSON = ["address": "127.0.0.1", "port_value": .integer(Int(plane))]
        return [
            "node": ["id": "one", "cluster": "c"],
            "admin": ["address": Theme.address(port: 0)],
            "layered_runtime": [
                "layers": [
                    ["name": "static", "static_layer": ["a": 1, "b": 2]],
                    ["name": "dynamic", "rtds_layer": ["name": "some", "rtds_config": source]],
                    ["name": "admin", "admin_layer": [:]],
                ]
            ],
            "static_resources": [
                "listeners": [
                    [
                        "name": "l", "address": Theme.address(port: 0),
                        "filter_chains": [["filters": [["name": "m", "typed_config": manager]]]],
                    ]
                ],
                "clusters": [
                    [
                        "name": "plane", "connect_timeout": "1s",
                        "load_assignment": [
                            "cluster_name": "plane",
                            "endpoints": [["lb_endpoints": [["endpoint": ["address": ["socket_address": address]]]]]],
                        ],
                    ]
                ],
            ],
        ]
    }

    private static func answer(_ proxy: ProxyHarness) -> Int {
        Int(ProxyHarness.answer(at: proxy.port(of: "l")).prefix { $0 != " " }) ?? 0
    }

    private static let counted = [
        "update_attempt", "update_success", "update_rejected", "update_failure", "init_fetch_timeout", "version",
        "version_text", "num_keys", "num_layers", "load_success", "load_error",
    ]

    /// What becomes of the same files, one after the other.
    private func follow(_ binary: ProxyBinary, _ files: [String]) throws -> [[String]] {
        let directory = try TemporaryDirectory()
        func move(_ text: String) throws {
            let draft = try directory.write(text, to: "draft")
            guard unsafe rename(draft, directory.file("layer.json")) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        try move(Self.layer("1", ["b": 3, "c": ["d": 4], "share": ["numerator": 100]]))
        let proxy = try ProxyHarness(
            binary,
            configuration: Self.configuration([
                "resource_api_version": "V3", "path_config_source": ["path": .string(directory.file("layer.json"))],
            ]), directory: try TemporaryDirectory())
        var facts: [[String]] = []
        func note() throws {
            let statistics = proxy.admin.statistics()
            let page = try #require(proxy.admin.get("/runtime")).body.text
            let whole = try #require(
                try JSONSerialization.jsonObject(with: Data(page.utf8)) as? [String: Any])
            let entries = whole["entries"] as? [String: [String: Any]] ?? [:]
            // Envoy shows a fraction as its own library's text for debugging.
            let values = entries.filter { $0.key != "share" }.map { key, entry in
                "\(key): \(entry["final_value"] ?? "") \(entry["layer_values"] ?? "")"
            }
            facts.append(
                [String(Self.answer(proxy))] + values.sorted()
                    + Self.counted.map { "\($0): \(statistics["runtime.\($0)"] ?? "-")" })
        }
        try note()
        for (number, file) in files.enumerated() {
            let before = Int(proxy.admin.statistics()["runtime.update_attempt"] ?? "") ?? 0
            try move(file)
            let isTaken = Deadline(seconds: 60).reached {
                Int(proxy.admin.statistics()["runtime.update_attempt"] ?? "").map { $0 > before } ?? false
            }
            #expect(isTaken, "\(binary) does not take \(number)")
            // Envoy's worker hears of it in time, that of Apus has then heard.
            Deadline.pause(milliseconds: 100)
            proxy.waitForWorkers()
            try note()
        }
        return facts
    }

    @Test(
        "Envoy and Apus make the same of a layer that changes", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy"))
    func likeEnvoy() throws {
        let files = [
            Self.layer("2", ["b": 7]), Self.layer("3", ["b": 8], name: "other"),
            "{\"version_info\":\"4\",\"resources\":[]}",
            "{", Self.layer("5", ["share": ["numerator": 100]]), Self.layer("6", [:]),
            Self.layer("7", ["b": "text", "c": true, "share": ["numerator": 100, "denominator": "HUNDRED"]]),
        ]
        let apus = try follow(.apus, files)
        let envoy = try follow(.envoy, files)
        for (one, other) in zip(apus, envoy) {
            #expect(
                one == other, "apus \(one.filter { !other.contains($0) }), envoy \(other.filter { !one.contains($0) })")
        }
    }

    @Test("A layer of a server is followed, and what is set by hand stands above it", arguments: ProxyBinary.present)
    func server(_ binary: ProxyBinary) throws {
        let plane = try #require(ControlPlane())
        defer { plane.stop() }
        plane.set("runtime", ControlPlane.Answer(body: Self.layer("1", ["b": 3])))
        let proxy = try ProxyHarness(
            binary,
            configuration: Self.configuration(
                [
                    "resource_api_version": "V3",
                    "api_config_source": [
                        "api_type": "REST", "transport_api_version": "V3", "cluster_names": ["plane"],
                        "refresh_delay": "0.05s", "request_timeout": "5s",
                    ],
                ], plane: plane.port), directory: try TemporaryDirectory())
        #expect(Self.answer(proxy) == 404)
        #expect(proxy.admin.statistics()["runtime.version_text"] == "\"1\"")
        plane.set("runtime", ControlPlane.Answer(body: Self.layer("2", ["share": ["numerator": 100]])))
        #expect(Deadline(seconds: 60).reached { Self.answer(proxy) == 200 })
        _ = proxy.admin.post("/runtime_modify?share=0")
        #expect(Deadline(seconds: 60).reached { Self.answer(proxy) == 404 })
        plane.set("runtime", ControlPlane.Answer(body: Self.layer("3", ["share": 100])))
        #expect(Deadline(seconds: 60).reached { proxy.admin.statistics()["runtime.version_text"] == "\"3\"" })
        #expect(Self.answer(proxy) == 404)
        #expect(plane.asked("runtime").allSatisfy { $0.contains("\"resource_names\":[\"some\"]") })
    }
}
