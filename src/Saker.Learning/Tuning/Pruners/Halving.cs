namespace Saker.Learning.Tuning.Pruners;

/// <summary>The decision of successive halving.</summary>
internal static class Halving
{
    /// <summary>Whether a trial has just come to a decision and is not among the best that came there.</summary>
    /// <param name="rivals">The trials it competes with; it may be among them.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="last">Its last report.</param>
    /// <param name="minSteps">The step of the first decision.</param>
    /// <param name="reduction">One of so many goes on.</param>
    public static bool IsLeftBehind(IEnumerable<TrialEntry> rivals, TrialEntry trial, TrialReport last, long minSteps, int reduction)
    {
        if (Rung(last.Step, minSteps, reduction) is not { } rung || (trial.Reports.Count > 1 && trial.Reports[^2].Step >= rung))
            return false;
        if (double.IsNaN(last.Value))
            return true;
        var (count, better) = (1, 0);
        foreach (var rival in rivals)
        {
            if (rival == trial || rival.LossFrom(rung) is not (var loss and not double.NaN))
                continue;
            count++;
            better += loss < last.Value ? 1 : 0;
        }
        return better >= Math.Max(1, count / reduction);
    }

    /// <summary>The last decision at or before a step; null when there is none.</summary>
    private static long? Rung(long step, long minSteps, int reduction)
    {
        if (step < minSteps)
            return null;
        var rung = minSteps;
        while (rung <= step / reduction)
            rung *= reduction;
        return rung;
    }
}
