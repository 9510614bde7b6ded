// room: Proxying
// longest: 1024
// covers: Istio/PeerMetadataText.swift
import Proxying

/// What a peer says of itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    PeerMetadataFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
