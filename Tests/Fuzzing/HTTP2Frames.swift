// room: HTTP2
import HTTP2

/// What a client sends behind its preface.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    HTTP2Fuzz.frames(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
