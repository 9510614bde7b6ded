// room: Proxying
// longest: 4096
// covers: Istio/PeerMetadataText.swift
import Proxying

/// What a peer says of the workload that it serves.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    PeerMetadataFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
