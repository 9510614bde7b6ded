// room: Transports
// longest: 1024
// covers: ProxyProtocolHeader.swift
import Transports

/// What a proxy in front says of a connection.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    ProxyProtocolHeader.check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
