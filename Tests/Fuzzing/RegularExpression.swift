// room: RegularExpressions
// longest: 256
import RegularExpressions

/// A pattern, a zero byte, a text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    RegexFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
