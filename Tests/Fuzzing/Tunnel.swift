// room: HTTP1
import HTTP1

/// What a client sends for a tunnel, and an upstream in answer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    HTTP1TunnelFuzz.tunnel(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
