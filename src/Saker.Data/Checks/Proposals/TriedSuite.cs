namespace Saker.Data.Checks.Proposals;

/// <summary>Runs drafts on the data that they come from, so that what is proposed holds there.</summary>
internal static class TriedSuite
{
    private const double LeastMostly = 0.5;

    /// <summary>The drafts that hold, those of rows loosened as far as they need.</summary>
    /// <param name="drafts">In order.</param>
    /// <param name="run">Runs a suite on all the data.</param>
    public static async Task<IReadOnlyList<ProposedCheck>> KeepAsync(IReadOnlyList<CheckDraft> drafts, Func<CheckSuite, Task<CheckReport>> run)
    {
        var checks = drafts.Select(Propose).ToArray();
        if (checks.Length == 0)
            return checks;
        var results = await ResultsAsync(checks, run).ConfigureAwait(false);
        if (results.All(result => result.Outcome == CheckOutcome.Passed))
            return checks;
        var loosened = checks.Zip(results, Loosen).OfType<ProposedCheck>().ToArray();
        var again = await ResultsAsync(loosened, run).ConfigureAwait(false);
        return [.. loosened.Where((_, i) => again[i].Outcome == CheckOutcome.Passed)];
    }

    private static async Task<CheckResult[]> ResultsAsync(IReadOnlyList<ProposedCheck> checks, Func<CheckSuite, Task<CheckReport>> run)
    {
        if (checks.Count == 0)
            return [];
        var report = await run(new CheckSuite { Checks = [.. checks.Select(proposed => proposed.Check)] }).ConfigureAwait(false);
        // What is checked without being asked for comes first.
        return [.. report.Results.TakeLast(checks.Count)];
    }

    private static ProposedCheck? Loosen(ProposedCheck proposed, CheckResult result)
    {
        if (result.Outcome == CheckOutcome.Passed)
            return proposed;
        if (proposed.Check is not RowCheck { Mostly: var mostly } || result.ConsideredCount is not > 0)
            return null;
        var wrong = (double)result.ViolationCount / result.ConsideredCount.Value;
        // As much again as was found, for what is still to come.
        var looser = Math.Floor(Math.Min(mostly, 1 - (2 * wrong)) * 100_000) / 100_000;
        if (looser < LeastMostly)
            return null;
        var draft = proposed.Draft;
        return Propose(draft with { Keys = [.. draft.Keys.Where(pair => pair.Key != "mostly"), ("mostly", looser)] });
    }

    private static ProposedCheck Propose(CheckDraft draft) => new(draft);
}
