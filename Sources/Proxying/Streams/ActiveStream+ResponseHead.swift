internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry

extension ActiveStream {
    /// Does to the response's head what Envoy's connection manager does after its filters have run.
    func finishResponseHead() {
        if responseHead.headers.mayContainAny(of: manager.hopFields) {
            if requestHead.tunnel != .upgrade || responseHead.status != 101 {
                responseHead.headers.remove(.connection)
                responseHead.headers.remove(.upgrade)
            }
            responseHead.headers.remove(.keepAlive)
            responseHead.headers.remove(.proxyConnection)
            responseHead.headers.remove(.transferEncoding)
        }
        if !responseHead.headers.contains(.date) {
            responseHead.headers.append(.date) {
                manager.worker.timestamps.appendHTTPDate(seconds: loop.wallClock.seconds, to: &$0)
            }
        }
        switch settings.serverTransformation {
        case .overwrite: responseHead.headers.set(.server, serverName)
        case .appendIfAbsent:
            if !responseHead.headers.contains(.server) {
                responseHead.headers.append(.server, serverName)
            }
        case .passThrough: break
        }
        // Who asks for a trace wants to find it.
        if settings.alwaysSetRequestIDInResponse || requestHead.headers.contains(.xEnvoyForceTrace) {
            responseHead.headers.copyValue(of: .xRequestID, from: requestHead.headers)
        }
        if let trace { trace.answer(self) }
        if !settings.via.isEmpty {
            responseHead.headers.extendList(.via, settings.via)
        }
        if let status = settings.proxyStatus { status.apply(to: &responseHead, info) }
    }
}
