// room: Configuration
// longest: 512
import Configuration

/// A line of an access log, or a header's value.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    SubstitutionFormatFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
