// room: Configuration
// longest: 1024
import Configuration

/// A file of `apus route-test`, and behind a NUL the route table that its tests are of.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let parts = UnsafeBufferPointer(start: start, count: count).split(separator: 0, maxSplits: 1)
    let reader = ConfigurationReader()
    if let tests = parts.first {
        let reading = reader.routeTests(.init(file: "a", bytes: Array(tests)))
        precondition((reading.value == nil) == !reading.complaints.isEmpty, "refused without a reason")
    }
    if parts.count > 1 {
        let source = ConfigurationReader.Source(file: "b", bytes: Array(parts[1]))
        let reading = reader.routeTable(source)
        precondition((reading.value == nil) == !reading.complaints.isEmpty, "refused without a reason")
        _ = reader.isBootstrap(source)
    }
    return 0
}
