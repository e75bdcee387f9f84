"""承诺 Promises: what a member told a customer that he would do, by when, and whether it was done."""
