// room: ControlPlane
// longest: 1024
// covers: Kubernetes/WatchEvent.swift
import ControlPlane

/// The stream of a watch of a cluster; the first byte says of which kind, the second how it is split.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    KubernetesFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
