// room: ProxyRuntime
// longest: 16384
// covers: HotRestart/HotRestartMessage+Coding.swift
import ProxyRuntime

/// What another instance says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    HotRestartFuzz.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
