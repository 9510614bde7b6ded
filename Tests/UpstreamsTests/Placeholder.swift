// Tests of Upstreams.
