// room: Injection
// longest: 1024
// covers: Pods
import Injection

/// Manifests that get proxies and lose them again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    InjectionFuzz.manifests(Array(UnsafeBufferPointer(start: start, count: count)), everyMode: false)
    return 0
}
