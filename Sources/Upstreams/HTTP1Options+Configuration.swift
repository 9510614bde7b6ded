public import Configuration
public import HTTP1
internal import HTTPSemantics
internal import RegularExpressions

extension HTTP1Options {
    /// The codec's options from validated configuration.
    public init(
        _ options: HTTP1OptionsConfiguration, _ common: CommonHTTPOptionsConfiguration, maxHeadBytes: Int
    ) {
        self.init()
        self.maxHeadBytes = maxHeadBytes
        maxFields = Int(common.maxHeadersCount)
        acceptHTTP10 = options.acceptHTTP10
        allowAbsoluteURL = options.allowAbsoluteURL
        switch options.nameSpelling {
        case .lowerCase: break
        case .properCase: form.properNames = true
        case .kept(let properAdditions, let forwardsReason):
            keepSpelling = true
            spellsAdditionsProperly = properAdditions
            keepsReason = forwardsReason
        }
        form.absoluteTarget = options.sendFullyQualifiedURL
        allowCustomMethods = options.allowCustomMethods
        ignoredUpgrades = options.ignoredUpgrades.map { TextMatcher($0) }
        enableTrailers = options.enableTrailers
        allowChunkedLength = options.allowChunkedLength
        switch common.headersWithUnderscoresAction {
        case .allow: underscores = .allow
        case .rejectRequest: underscores = .reject
        case .dropHeader: underscores = .drop
        }
    }
}
