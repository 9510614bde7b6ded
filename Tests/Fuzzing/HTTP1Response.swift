// room: HTTP1
import HTTP1

/// What an upstream answers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    HTTP1Fuzz.response(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
