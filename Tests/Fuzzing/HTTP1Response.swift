// room: HTTP1
// longest: 768
import HTTP1

/// What an upstream answers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // Byte by byte is slow, and one input in eight finds what there is to find by it.
    HTTP1Fuzz.response(bytes, everyCut: bytes.count > 1 && bytes[1] & 7 == 7)
    return 0
}
