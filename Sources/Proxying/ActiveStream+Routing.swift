internal import HTTPConnections
internal import Routing
internal import TLS

extension ActiveStream {
    /// What the route table asks for beside the head.
    func routingFacts() -> RequestFacts {
        let asks = settings.routes.asks
        var facts = RequestFacts()
        if asks.contains(.number) {
            if routingNumber == 0 { routingNumber = randomBits() }
            facts.number = routingNumber
        }
        if asks.contains(.certificate), let tls = connection?.tls {
            facts.presentsCertificate = tls.presentsCertificate
            facts.validatesCertificate = tls.isPeerVerified
        }
        return facts
    }
}
