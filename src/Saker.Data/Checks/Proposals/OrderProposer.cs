namespace Saker.Data.Checks.Proposals;

/// <summary>Values that rise or fall from row to row, always or nearly.</summary>
internal sealed class OrderProposer : IColumnProposer
{
    private const int FewestValues = 12;
    private const double MostWrong = 0.1;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.Count < FewestValues || column.Type == ColumnType.Boolean || column.IsCategory)
            yield break;
        int[] steps = [.. Enumerable.Range(1, column.Count - 1).Select(column.Step)];
        var (rises, falls) = (steps.Count(step => step > 0), steps.Count(step => step < 0));
        // Values that mostly stay are no order.
        if (Math.Max(rises, falls) < Math.Max(steps.Length / 4, FewestValues))
            yield break;
        var draft = rises >= falls
            ? Draft("increasing", column, steps, isStrict: rises == steps.Length, step => step < 0, tolerances)
            : Draft("decreasing", column, steps, isStrict: falls == steps.Length, step => step > 0, tolerances);
        if (draft is not null)
            yield return draft;
    }

    private static CheckDraft? Draft(string kind, SampleColumn column, int[] steps, bool isStrict, Func<int, bool> isWrong, Tolerances tolerances)
    {
        double[] wrongs = [.. steps.Select(step => isWrong(step) ? 1.0 : 0)];
        var (wrong, against) = (Numbers.Mean(wrongs), wrongs.Count(flag => flag > 0));
        if (wrong > MostWrong)
            return null;
        List<(string, object)> keys = isStrict ? [("strict", true)] : [];
        if (against > 0)
        {
            var deviation = Math.Sqrt(wrong * (1 - wrong));
            var drift = Walk.Drift(wrongs.Length, slice => Numbers.Mean(slice.Of(wrongs)), (a, b) => deviation * Math.Sqrt((1.0 / a) + (1.0 / b)));
            keys.Add(("mostly", Math.Floor((1 - wrong - tolerances.OfShare(wrong, column.PresentShare, drift)) * 1000) / 1000));
        }
        return new CheckDraft(kind, column.Name, against == 0 ? $"so in all {column.Count} rows" : $"so in all of {steps.Length} steps but {against}", keys);
    }
}
