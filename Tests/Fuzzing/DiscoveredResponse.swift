// room: Configuration
// longest: 768
import Configuration

/// A discovery response in JSON; its first byte says of which kind its resources are to be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let kinds: [ResourceKind] = [.cluster, .endpoints, .listener, .routes]
    let kind = kinds[Int(bytes.first ?? 0) % kinds.count]
    let source = ConfigurationReader.Source(file: "r", bytes: Array(bytes.dropFirst()), format: .json)
    let response = reader.read(source, kind, clusters: ["a"])
    for resource in response.resources {
        precondition((resource.value == nil) == !resource.complaints.isEmpty, "refused without a reason")
    }
    return 0
}

nonisolated(unsafe) private let reader = DiscoveredResponseReader()
