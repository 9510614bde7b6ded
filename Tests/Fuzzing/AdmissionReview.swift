// room: Injection
// longest: 1024
// covers: Webhook/AdmissionReview.swift
import Injection

/// Questions of API servers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    InjectionFuzz.review(Array(UnsafeBufferPointer(start: start, count: count)), everyMode: false)
    return 0
}
