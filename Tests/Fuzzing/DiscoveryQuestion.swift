// room: ControlPlane
// longest: 768
// covers: Serving/DiscoveryQuestion.swift
import ControlPlane

/// A discovery request in JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if case .success(let question) = DiscoveryQuestion.read(bytes) {
        precondition(!question.node.id.isEmpty, "somebody asks")
        precondition(question.names == Set(question.names).sorted(), "names are in order, each once")
    }
    return 0
}
