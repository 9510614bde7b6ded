// room: HTTP1
// longest: 512
// covers: HTTP1ChunkedDecoder.swift
import HTTP1

/// A chunked body, and what follows it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // Byte by byte is slow, and one input in eight finds what there is to find by it.
    HTTP1Fuzz.chunked(bytes, everyCut: bytes.count > 1 && bytes[1] & 7 == 7)
    return 0
}
