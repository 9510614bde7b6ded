internal import EventLoops
internal import HTTPConnections

/// The certificate authority's roots: what there are, and another one.
extension InterfaceService {
    /// Lists the roots, the oldest first.
    func showRoots(_ exchange: HTTPExchange) {
        guard let authority = server.authority else { return noAuthority(exchange) }
        let now = server.loop.wallClock.seconds
        authority.roots { rotation in
            let issuer = rotation.issuer(at: now)?.id
            exchange.answer(
                .json(
                    200,
                    JSONOutput.object { json in
                        json.member("roots") { json in
                            json.list { json in
                                for root in rotation.roots {
                                    json.object { json in
                                        json.member("id", root.id)
                                        json.member("issues", root.id == issuer)
                                        json.member("issues_from", Moment.text(root.issuesFrom))
                                        json.member("issued_until", Moment.text(root.issuedUntil))
                                        json.member("valid_until", Moment.text(root.validUntil))
                                    }
                                }
                            }
                        }
                    }))
        }
    }

    /// Announces another root.
    func rotateRoot(_ call: Call, _ exchange: HTTPExchange) {
        guard let authority = server.authority else { return noAuthority(exchange) }
        authority.rotate { [unowned self] result in
            switch result {
            case .success(let id):
                note(call, exchange, "root rotation", "announced \(id)")
                exchange.answer(.json(202, JSONOutput.object { $0.member("announced", id) }))
            case .failure(let problem):
                note(call, exchange, "root rotation", "refused: \(problem.text)")
                fail(exchange, 409, problem.text)
            }
        }
    }

    private func noAuthority(_ exchange: HTTPExchange) {
        fail(exchange, 404, "the control plane was started without --authority")
    }
}
