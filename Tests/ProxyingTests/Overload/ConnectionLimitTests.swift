import Proxying
import Testing

/// How many connections there may be.
@Suite struct ConnectionLimitTests {
    @Test("A place too many given back does no harm, and one that was there already counts")
    func places() {
        let limit = ConnectionLimit(maximum: 1)
        limit.release()
        #expect(limit.current == 0)
        limit.take()
        #expect(limit.acquire() && !limit.acquire() && limit.current == 1)
    }
}
