import Configuration
import ControlPlane
import Foundation
import Testing

/// What the mesh in `configs` is compiled to is what real proxies take.
@Suite struct MeshValidationTests {
    /// A file that has at once what a node of a cluster would ask for.
    private func bootstrap(_ cluster: String) throws -> String {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../configs/mesh/shop.yaml")
        let documents = [MeshDocument(name: "shop.yaml", bytes: Array(try Data(contentsOf: path)))]
        let snapshot = try MeshCompilation.compile(documents).get().snapshot(
            for: NodeFacts(id: "n", cluster: cluster))
        func texts(_ kind: ResourceKind) -> [String] {
            snapshot[kind].resources.map { String(decoding: $0.json, as: UTF8.self) }
        }
        func untyped(_ text: String) -> Substring { text[(text.firstRange(of: ",")?.upperBound ?? text.startIndex)...] }
        let endpoints = texts(.endpoints).enumerated().map { place, text in
            #"{"name":"eds\#(place)","type":"STATIC","load_assignment":{\#(untyped(text))}"#
        }
        let tables = texts(.routes).enumerated().map { place, text in
            let filters = "type.googleapis.com/envoy.extensions.filters"
            let manager =
                #"{"@type":"\#(filters).network.http_connection_manager.v3.HttpConnectionManager","#
                + #""stat_prefix":"t","route_config":{"validate_clusters":false,\#(untyped(text)),"http_filters":["#
                + #"{"name":"envoy.filters.http.cors","typed_config":{"@type":"\#(filters).http.cors.v3.Cors"}},"#
                + #"{"name":"router","typed_config":{"@type":"\#(filters).http.router.v3.Router"}}]}"#
            return
                #"{"name":"rds\#(place)","address":{"socket_address":{"address":"127.0.0.1","port_value":"#
                + #"\#(20000 + place)}},"#
                + #""filter_chains":[{"filters":[{"name":"hcm","typed_config":\#(manager)}]}]}"#
        }
        let server = #"{"name":"xds_cluster","type":"STATIC","connect_timeout":"1s"}"#
        return #"{"node":{"id":"n","cluster":"\#(cluster)"},"static_resources":{"clusters":["#
            + (texts(.cluster).map { "{" + untyped($0) } + endpoints + [server]).joined(separator: ",")
            + #"],"listeners":["#
            + (texts(.listener).map { "{" + untyped($0) } + tables).joined(separator: ",") + "]}}"
    }

    @Test("Envoy and Apus take all that is made", arguments: ["web", "edge"])
    func validates(_ cluster: String) throws {
        let directory = try TemporaryDirectory()
        let text = try bootstrap(cluster)
        let file = try directory.write(text, to: "\(cluster).json")
        for binary in ProxyBinary.present {
            let arguments = ["--mode", "validate", "-c", file, "--log-level", "error"]
            let process = try ChildProcess(
                try #require(binary.path),
                binary == .apus ? ["proxy"] + arguments : arguments + ["--disable-hot-restart"],
                output: directory.file("\(binary).out"), errors: directory.file("\(binary).err"))
            let ending = process.ending(within: 60)
            let said = (readFile(directory.file("\(binary).err")) ?? []).text
            #expect(ending == .exit(0), "\(binary): \(said)\n\(text)")
        }
    }
}
