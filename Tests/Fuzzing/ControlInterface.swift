// room: ControlPlane
// longest: 512
// covers: Interface/InterfaceRequest.swift
import ControlPlane

/// What clients of the control plane's interface send.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    InterfaceFuzz.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
