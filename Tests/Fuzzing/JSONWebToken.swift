// room: Filters
// longest: 4096
// covers: JWT/JSONWebToken.swift
import Filters

/// A token of a client, or the keys of an issuer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    JWTFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
