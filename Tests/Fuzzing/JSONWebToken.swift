// room: WebTokens
// longest: 4096
// covers: JSONWebToken.swift
import WebTokens

/// A token of a client, or the keys of an issuer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    WebTokenFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
