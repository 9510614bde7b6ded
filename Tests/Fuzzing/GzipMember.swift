// room: Compression
// longest: 4096
// covers: Inflating
import Compression

/// A gzip member that is decompressed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    GzipFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
