// room: Configuration
// longest: 2048
import Configuration

/// A bootstrap file. After a capital letter the rest is a piece, and stands where `Place` puts it, so that short inputs
/// reach every message: `C"type":0` is the inside of a cluster.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    if let first = bytes.first, let place = Place.all[first] {
        ConfigurationFuzz.run(place.before + bytes.dropFirst() + place.after)
    } else {
        ConfigurationFuzz.run(Array(bytes))
    }
    return 0
}

/// A file around a piece.
private struct Place {
    let before: [UInt8]
    let after: [UInt8]

    /// A text with `§` where the piece goes.
    init(_ text: String) {
        let parts = text.split(separator: "§", maxSplits: 1)
        before = Array(parts[0].utf8)
        after = Array(parts[1].utf8)
    }

    private static func type(_ name: String) -> String { #""@type":"type.googleapis.com/envoy.\#(name)""# }

    private static func cluster(_ inside: String) -> Place {
        Place(#"{"static_resources":{"clusters":[{"name":"c",\#(inside)}]}}"#)
    }

    private static func listener(_ inside: String) -> Place {
        Place(
            #"{"static_resources":{"clusters":{"name":"c"},"listeners":[{"address":{"socket_address":{"#
                + #""address":"::","port_value":1}},\#(inside)}]}}"#)
    }

    private static func manager(_ inside: String) -> Place {
        let manager = type("extensions.filters.network.http_connection_manager.v3.HttpConnectionManager")
        return listener(
            #""filter_chains":{"filters":{"name":"h","typed_config":{\#(manager),"stat_prefix":"s",\#(inside)}}}"#)
    }

    private static let router = #"{"name":"r","typed_config":{\#(type("extensions.filters.http.router.v3.Router"))}}"#

    private static func host(_ inside: String) -> Place {
        manager(#""http_filters":\#(router),"route_config":{"virtual_hosts":[{"name":"v","domains":"*",\#(inside)}]}"#)
    }

    private static func logger(_ inside: String) -> Place {
        let log = type("extensions.access_loggers.stream.v3.StdoutAccessLog")
        return manager(
            #""http_filters":\#(router),"route_config":{},"access_log":{"typed_config":{\#(log),\#(inside)}}"#)
    }

    static let all: [UInt8: Place] = {
        let fault = type("extensions.filters.http.fault.v3.HTTPFault")
        let places: [Unicode.Scalar: Place] = [
            "A": Place(#"{"admin":{§}}"#),
            "C": cluster("§"),
            "D": cluster(#""connect_timeout":§"#),
            "E": cluster(#""load_assignment":{"cluster_name":"c","endpoints":{§}}"#),
            "F": manager(#""route_config":{},"http_filters":[{§},\#(router)]"#),
            "G": manager(
                #""route_config":{},"http_filters":[{"name":"f","typed_config":{\#(fault),§}},\#(router)]"#),
            "H": host("§"),
            "I": cluster(
                #""load_assignment":{"cluster_name":"c","endpoints":{"lb_endpoints":{"endpoint":{"address":{"#
                    + #""socket_address":{§}}}}}}"#),
            "K": Place(#"{"static_resources":{"secrets":[{"name":"s",§}]}}"#),
            "L": listener("§"),
            "M": manager(#""http_filters":\#(router),"route_config":{},§"#),
            "N": Place(#"{"node":{§}}"#),
            "O": host(#""typed_per_filter_config":{"f":{§}}"#),
            "P": cluster(#""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"p",§}}]}"#),
            "R": host(#""routes":{"match":{"prefix":"/"},§}"#),
            "S": logger(#""log_format":{"text_format_source":{"inline_string":"§"}}"#),
            "T": manager(#""route_config":{},"http_filters":[{"name":"r","typed_config":§}]"#),
            "U": cluster(
                #""typed_extension_protocol_options":{"envoy.extensions.upstreams.http.v3.HttpProtocolOptions":{"#
                    + type("extensions.upstreams.http.v3.HttpProtocolOptions") + #",§}}"#),
            "W": cluster(#""circuit_breakers":{"thresholds":{"max_connections":§}}"#),
            "X": logger("§"),
        ]
        return Dictionary(uniqueKeysWithValues: places.map { (UInt8(ascii: $0.key), $0.value) })
    }()
}
