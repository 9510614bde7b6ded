// room: Configuration
// longest: 384
import Configuration

/// A YAML text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    YAMLFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
