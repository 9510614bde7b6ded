// room: ControlPlane
// longest: 1536
// covers: Documents
import ControlPlane

/// Mesh documents; the first byte says whether they are JSON or YAML.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    MeshFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
