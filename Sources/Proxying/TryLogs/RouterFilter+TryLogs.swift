internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// Lines and measures of single tries.
///
/// A line of a try is written by the programs that write lines of requests: the stream stands for the try meanwhile.
extension RouterFilter {
    /// The try has its connection, and nothing has left yet.
    func tryConnected(_ request: UpstreamRequest, _ record: TryRecord) {
        record.info.upstreamStartTime = owner.loop.now
        record.info.poolEndTime = owner.loop.now
        guard let tryLogs else { return }
        if let interval = tryLogs.options.flushInterval { record.timer.arm(after: interval) }
    }

    /// What logs are told of a new connection is known.
    func tryIsReady(_ request: UpstreamRequest) {
        guard let tryLogs, tryLogs.options.flushesOnNewRequest, let record = request.record else { return }
        log(request, record, .upstreamPoolReady)
    }

    /// The try goes on while an interval of the logs has passed.
    func tryGoesOn(_ request: UpstreamRequest, _ record: TryRecord) {
        noteSentTime(of: request, record)
        log(request, record, .upstreamPeriodic)
        if let interval = tryLogs?.options.flushInterval { record.timer.arm(after: interval) }
    }

    /// The try is over.
    func tryEnded(_ request: UpstreamRequest, _ record: TryRecord) {
        record.timer.cancel()
        if let tracking = record.tracking { measure(record, tracking) }
        guard tryLogs != nil else { return }
        noteSentTime(of: request, record)
        log(request, record, .upstreamEnd)
    }

    private func noteSentTime(of request: UpstreamRequest, _ record: TryRecord) {
        if record.info.upstreamStartTime == 0 || owner.info.upstreamSentTime < record.info.upstreamStartTime { return }
        record.info.upstreamSentTime = owner.info.upstreamSentTime
    }

    private func measure(_ record: TryRecord, _ tracking: ClusterTracking) {
        tracking.recordRequest(owner.requestHead, body: record.info.bytesSent)
        if record.hasAnswer { tracking.recordAnswerBody(record.info.bytesReceived) }
        if record.isCutShort { return }
        tracking.recordTryBudget((owner.loop.now &- record.info.startTime) / 1_000_000, of: timeouts.oneTry)
    }

    private func log(_ request: UpstreamRequest, _ record: TryRecord, _ type: AccessLogType) {
        guard let tryLogs else { return }
        let newest = owner.endpoint
        if let endpoint = request.endpoint { owner.endpoint = endpoint }
        swap(&owner.info, &record.info)
        swap(&owner.responseHead, &record.head)
        swap(&owner.responseTrailers, &request.responseTrailers)
        owner.logType = type
        owner.hidingFilterTexts {
            for log in tryLogs.logs { log.write(owner) }
        }
        owner.logType = .notSet
        swap(&owner.info, &record.info)
        swap(&owner.responseHead, &record.head)
        swap(&owner.responseTrailers, &request.responseTrailers)
        owner.endpoint = newest
    }
}
