// room: TLS
// longest: 768
// covers: ClientHello.swift
import TLS

/// What a client sends first.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    ClientHello.check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
