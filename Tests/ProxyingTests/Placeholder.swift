// Tests of Proxying.
