"""The retail store of tau2-bench (github.com/sierra-research/tau2-bench, MIT) as a desk of ours."""
